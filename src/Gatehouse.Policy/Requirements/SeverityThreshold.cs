using System.Collections.Immutable;
using Gatehouse.Policy.Facts;

namespace Gatehouse.Policy.Requirements;

/// <summary>
/// The most severe finding that a policy tolerates, in Kritis's words: a severity, <c>ALLOW_ALL</c> or <c>BLOCK_ALL</c>; letter case matters. A word that
/// is none of them is kept, as Kritis keeps it, and nothing compared with it passes.
/// </summary>
public readonly record struct SeverityThreshold
{
    private readonly string? _text;
    private readonly int _place;

    public SeverityThreshold(string text) => (_text, _place) = (text, Words.IndexOf(text));

    /// <summary>All words, least tolerant first. It comes before the thresholds that are made of it.</summary>
    public static ImmutableArray<string> Words { get; } = ["BLOCK_ALL", "SEVERITY_UNSPECIFIED", "MINIMAL", "LOW", "MEDIUM", "HIGH", "CRITICAL", "ALLOW_ALL"];

    public static readonly SeverityThreshold AllowAll = new("ALLOW_ALL");
    public static readonly SeverityThreshold Critical = new("CRITICAL");

    public bool IsKnown => _text is not null && _place >= 0;

    public bool BlocksAll => _text is not null && _place == 0;

    /// <summary>Whether a finding of this severity is tolerated. A severity or threshold that is not known never is, <c>ALLOW_ALL</c> apart.</summary>
    public bool Tolerates(FindingSeverity severity) =>
        _place == Words.Length - 1 || (severity is >= FindingSeverity.Unspecified and <= FindingSeverity.Critical && _place >= (int)severity + 1);

    public override string ToString() => _text ?? throw new InvalidOperationException("default(SeverityThreshold) is no threshold.");
}
