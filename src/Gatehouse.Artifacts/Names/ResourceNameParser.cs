namespace Gatehouse.Artifacts.Names;

/// <summary>Splits <c>projects/P[/locations/L]/COLLECTION/ID</c> into its parts.</summary>
internal static class ResourceNameParser
{
    public static bool TrySplit(ReadOnlySpan<char> text, string collection, out string project, out string location, out string id)
    {
        (project, location, id) = ("", "", "");
        Span<Range> parts = stackalloc Range[7];
        var count = text.Split(parts, '/');
        if (count is not (4 or 6) || text[parts[0]] is not "projects")
        {
            return false;
        }

        var regional = count == 6;
        if (regional && text[parts[2]] is not "locations" || !text[parts[count - 2]].SequenceEqual(collection))
        {
            return false;
        }

        project = text[parts[1]].ToString();
        location = regional ? text[parts[3]].ToString() : "";
        id = text[parts[count - 1]].ToString();
        return IsSegment(project) && IsSegment(id) && (!regional || IsSegment(location));
    }

    /// <summary>One path segment: not empty, no slash, no control character, no lone surrogate.</summary>
    public static bool IsSegment(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > 1_024)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '/' || char.IsControl(c))
            {
                return false;
            }

            if (char.IsSurrogate(c) && !(char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
