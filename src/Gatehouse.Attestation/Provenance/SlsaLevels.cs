using System.Globalization;
using System.Text.RegularExpressions;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Provenance;

/// <summary>Level words of summaries: <c>SLSA_BUILD_LEVEL_3</c> implies the lower ones of its track, other words stand for themselves.</summary>
internal static partial class SlsaLevels
{
    private const string Prefix = "SLSA_";

    public static IEnumerable<Failure> Explain(IReadOnlyList<string> listed, IReadOnlyList<string> expected)
    {
        var malformed = listed.Concat(expected).Where(IsMalformed).Select(l => Fail(FailureReason.Malformed, $"\"{l}\" is not SLSA_TRACK_LEVEL_n")).ToList();
        return malformed.Count > 0 ? malformed : expected.Where(e => !Reaches(listed, e)).Select(e => Fail(FailureReason.ClaimNegative, $"the level {e} was not reached, only {string.Join(", ", listed)}"));
    }

    private static bool Reaches(IReadOnlyList<string> listed, string expected) =>
        Find(expected) is { } wanted ? listed.Select(Find).Any(l => l is { } level && level.Track == wanted.Track && level.Level >= wanted.Level) : listed.Contains(expected);

    private static bool IsMalformed(string word) => word.StartsWith(Prefix, StringComparison.Ordinal) && !Pattern.IsMatch(word);

    /// <returns>Null for words of others and for a track that was not evaluated.</returns>
    private static (string Track, int Level)? Find(string word) =>
        Pattern.Match(word) is { Success: true } match && int.TryParse(match.Groups["level"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var level)
            ? (match.Groups["track"].Value, level)
            : null;

    private static Failure Fail(FailureReason reason, string text) => new(reason, VerificationStep.Claim, text);

    [GeneratedRegex("^SLSA_(?<track>[A-Z][A-Z0-9]*)_LEVEL_(?<level>[0-9]{1,3}|UNEVALUATED)\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Pattern { get; }
}
