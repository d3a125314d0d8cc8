using System.Collections.Immutable;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Predicates;

/// <summary>One vulnerability that a scan found.</summary>
/// <param name="Severities">Score by method, both as the scanner writes them (for example <c>cvss_score</c> and <c>9.8</c>).</param>
public sealed record ScanFinding(string Id, ImmutableArray<(string Method, string Score)> Severities)
{
    internal static ScanFinding Read(JsonObjectReader json) =>
        new(json.RequiredString("id"), [.. json.Objects("severity").Select(s => (s.RequiredString("method"), s.RequiredString("score")))]);
}
