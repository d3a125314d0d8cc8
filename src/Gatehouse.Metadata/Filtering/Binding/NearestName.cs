namespace Gatehouse.Metadata.Filtering.Binding;

/// <summary>The known name that takes the fewest edits to become the unknown one (Levenshtein, ignoring case and underscores).</summary>
internal static class NearestName
{
    /// <summary>Longer names are cut: the work per mistake stays bounded.</summary>
    private const int MaximumLength = 64;

    /// <returns>Null when there are no candidates. Of equally near ones, the first in ordinal order.</returns>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        var wanted = Fold(name);
        return candidates.OrderBy(c => c, StringComparer.Ordinal).MinBy(c => Distance(wanted, Fold(c)));
    }

    private static string Fold(string name)
    {
        var cut = name.Length <= MaximumLength ? name : name[..MaximumLength];
        return cut.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
    }

    private static int Distance(string from, string to)
    {
        Span<int> row = stackalloc int[MaximumLength + 1];
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
