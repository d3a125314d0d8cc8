namespace Gatehouse.Manifests.Reading;

/// <summary>Finds what somebody meant to write.</summary>
public static class NearestName
{
    /// <returns>The candidate with the fewest differing letters, letter case ignored; null when none is near.</returns>
    public static string? Find(string name, IEnumerable<string> candidates) =>
        candidates.Select(candidate => (candidate, distance: Distance(name, candidate)))
            .Where(c => c.distance <= Math.Max(2, Math.Min(name.Length, c.candidate.Length) / 2))
            .OrderBy(c => c.distance).ThenBy(c => c.candidate, StringComparer.Ordinal)
            .Select(c => c.candidate).FirstOrDefault();

    /// <summary>Text for the end of a message: <c>; did you mean "x"?</c>, or the candidates when none is near.</summary>
    public static string Suggest(string name, IReadOnlyCollection<string> candidates) =>
        name.Length <= 100 && Find(name, candidates) is { } nearest ? $"; did you mean \"{nearest}\"?" : $"; known are {string.Join(", ", candidates)}";

    /// <summary>Levenshtein's distance.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var isSame = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (isSame ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
