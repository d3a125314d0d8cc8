using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Gatehouse.Policy.Facts;

namespace Gatehouse.Policy.Requirements;

/// <summary>Which verification summary has to be there (SLSA VSA v1, "How to verify").</summary>
public sealed partial record SummaryTerms
{
    public required string Verifier { get; init; }

    /// <summary>Compared whole; empty for any.</summary>
    public string Resource { get; init; } = "";

    /// <summary><c>SLSA_TRACK_LEVEL_n</c> is met by any level of that track from n up; any other word has to be listed itself.</summary>
    public ImmutableArray<string> Levels { get; init; } = [];

    /// <summary>Age beyond which it no longer counts; null for none.</summary>
    public TimeSpan? MaximumAge { get; init; }

    /// <summary>Whose word on it counts; null for everybody that the facts were gathered with.</summary>
    public SignerTerms? Signer { get; init; }

    /// <returns>Null when the summary is as asked for; else why not.</returns>
    public string? Explain(VerifiedSummary summary, DateTimeOffset now)
    {
        if (Signer?.Accept(summary.Signer) == false)
        {
            return $"it is signed by {summary.Signer}";
        }

        if (summary.Verifier != Verifier)
        {
            return $"it is {summary.Verifier}'s";
        }

        if (Resource.Length > 0 && summary.Resource != Resource)
        {
            return $"it is about {summary.Resource}";
        }

        if (!summary.IsPassed)
        {
            return "its result is not PASSED";
        }

        if (Levels.FirstOrDefault(l => !IsMet(l, summary.Levels)) is { } missing)
        {
            return $"it does not reach {missing}";
        }

        return MaximumAge is { } age && !(now - summary.Time <= age) ? $"it is older than {age}" : null;
    }

    public bool Equals(SummaryTerms? other) =>
        other is not null && Verifier == other.Verifier && Resource == other.Resource && Levels.SequenceEqual(other.Levels) && MaximumAge == other.MaximumAge && Equals(Signer, other.Signer);

    public override int GetHashCode() => HashCode.Combine(Verifier, Resource, Levels.Length, MaximumAge);

    private static bool IsMet(string wanted, ImmutableArray<string> levels) =>
        Level.Match(wanted) is { Success: true } level
            ? levels.Select(l => Level.Match(l)).Any(l => l.Success && l.Groups["track"].Value == level.Groups["track"].Value && Number(l) >= Number(level))
            : levels.Contains(wanted);

    private static int Number(Match level) => int.Parse(level.Groups["level"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^SLSA_(?<track>[A-Z]+)_LEVEL_(?<level>[0-9]{1,3})\z", RegexOptions.NonBacktracking)]
    private static partial Regex Level { get; }
}
