namespace Gatehouse.Artifacts.Spelling;

/// <summary>Finds what somebody meant to write: the known name that takes the fewest edits (Levenshtein), regardless of case and underscores.</summary>
public static class NearestName
{
    /// <summary>Longer names are cut: the work for a mistake stays bounded.</summary>
    private const int LongestCompared = 100;

    /// <returns>Null when there are no candidates. Of equally near ones, the first in ordinal order.</returns>
    public static string? Find(string name, IEnumerable<string> candidates) => Rank(name, candidates).Name;

    /// <returns>Null when no candidate is near: more than half of the shorter name would change, and more than two characters.</returns>
    public static string? FindNear(string name, IEnumerable<string> candidates)
    {
        var (distance, nearest) = Rank(name, candidates);
        return nearest is not null && distance <= Math.Max(2, Math.Min(LongestCompared, Math.Min(name.Length, nearest.Length)) / 2) ? nearest : null;
    }

    /// <summary>For the end of a message: <c>; did you mean "x"?</c>, or nothing when none is near.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) => FindNear(name, candidates) is { } nearest ? $"; did you mean \"{nearest}\"?" : "";

    /// <summary>For the end of a message: <c>; did you mean "x"?</c>, or the candidates when none is near.</summary>
    public static string Suggest(string name, IReadOnlyCollection<string> candidates) =>
        FindNear(name, candidates) is { } nearest ? $"; did you mean \"{nearest}\"?" : $"; known are {string.Join(", ", candidates)}";

    private static (int Distance, string? Name) Rank(string name, IEnumerable<string> candidates)
    {
        var wanted = Fold(name);
        return candidates.Select(c => (Distance: Distance(wanted, Fold(c)), Name: (string?)c)).OrderBy(c => c.Distance).ThenBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault();
    }

    private static string Fold(string name)
    {
        var cut = name.Length <= LongestCompared ? name : name[..LongestCompared];
        return cut.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
    }

    private static int Distance(string from, string to)
    {
        Span<int> row = stackalloc int[LongestCompared + 1];
        for (var j = 0; j <= to.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substitution = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(diagonal, row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
