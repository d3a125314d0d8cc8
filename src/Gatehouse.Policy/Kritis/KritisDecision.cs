using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.Kritis;

/// <summary>A verdict, and what brought it about.</summary>
/// <param name="Verdict">What counts.</param>
/// <param name="Excuse">Why the policies do not count; <see cref="KritisExcuse.None"/> when they do.</param>
/// <param name="Judged">What the policies say, whether it counts or not.</param>
public sealed record KritisDecision(Verdict Verdict, KritisExcuse Excuse, Verdict Judged);
