using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.BinaryAuthorization;

/// <summary>A verdict, and the rule that gave it.</summary>
/// <param name="Verdict">What counts.</param>
/// <param name="Rule"><c>default</c>, <c>cluster:…</c>, <c>namespace:…</c>, <c>serviceAccount:…</c>, <c>istio:…</c>, or <c>breakglass</c>.</param>
/// <param name="IsDryRun">The rule tells denials without enforcing them.</param>
/// <param name="Judged">What the rule says, whether it counts or not.</param>
public sealed record BinaryAuthorizationDecision(Verdict Verdict, string Rule, bool IsDryRun, Verdict Judged);
