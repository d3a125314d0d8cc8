namespace Gatehouse.Access.Spelling;

/// <summary>Finds what somebody may have meant.</summary>
internal static class Nearest
{
    /// <summary>Names longer than this are not compared: the comparison takes time with the square of the length.</summary>
    private const int LongestCompared = 200;

    /// <summary><c>; did you mean "…"?</c>, or nothing when no known name is near.</summary>
    public static string Hint(string name, IEnumerable<string> known) => Find(name, known) is { } nearest ? $"; did you mean \"{nearest}\"?" : "";

    public static string? Find(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestCompared)
        {
            return null;
        }

        var (distance, nearest) = known.Select(k => (Distance: Distance(name, k), Name: k)).MinBy(k => k.Distance);
        return distance <= Math.Max(2, name.Length / 3) ? nearest : null;
    }

    /// <summary>Edits (insert, delete, replace) between two texts, regardless of case.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 0; i < left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < right.Length; j++)
            {
                var same = char.ToUpperInvariant(left[i]) == char.ToUpperInvariant(right[j]);
                var cost = Math.Min(Math.Min(row[j], row[j + 1]) + 1, diagonal + (same ? 0 : 1));
                (diagonal, row[j + 1]) = (row[j + 1], cost);
            }
        }

        return row[^1];
    }
}
