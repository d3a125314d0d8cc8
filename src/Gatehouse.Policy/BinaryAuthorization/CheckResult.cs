using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.BinaryAuthorization;

/// <summary>What one check says of one image.</summary>
/// <param name="Index">Its place in the check set.</param>
/// <param name="Explanation">For people.</param>
public sealed record CheckResult(int Index, string DisplayName, CheckType Type, Conformance Conformance, string Explanation, Verdict Verdict);
