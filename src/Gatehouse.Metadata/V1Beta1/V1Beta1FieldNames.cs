using System.Text;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>Paths of fields, as errors name them.</summary>
internal static class V1Beta1FieldNames
{
    /// <summary><c>occurrences[2].vulnerability.package_issue[0].fixed_version</c> is <c>occurrences[2].vulnerability.package_issue[0].fixed_location.version</c>.</summary>
    /// <returns>The same path where it leads to no field of v1beta1.</returns>
    public static string OfV1(string path)
    {
        var start = RecordEnd(path);
        var map = path.StartsWith("note", StringComparison.Ordinal) ? MessageMaps.Notes : path.StartsWith("occurrence", StringComparison.Ordinal) ? MessageMaps.Occurrences : null;
        if (map is null || start >= path.Length)
        {
            return path;
        }

        var translated = new StringBuilder(path, 0, start, path.Length * 2);
        foreach (var segment in path[(start + 1)..].Split('.'))
        {
            var name = segment.Split('[')[0];
            var fields = map?.V1.FindFieldByName(name) is { } field ? map.PathToV1(field.FieldNumber) : [];
            translated.Append('.').Append(fields.Count == 0 ? name : string.Join('.', fields.Select(f => f.Field.Name))).Append(segment, name.Length, segment.Length - name.Length);
            map = fields is [.., (_, FieldRule.Nest nest)] ? nest.Inner : null;
        }

        return translated.ToString();
    }

    /// <summary>Where the name of the record ends: after <c>note</c>, <c>occurrences[2]</c> or <c>notes[any.id]</c>.</summary>
    private static int RecordEnd(string path)
    {
        var bracket = path.StartsWith("notes[", StringComparison.Ordinal) || path.StartsWith("occurrences[", StringComparison.Ordinal);
        var end = bracket ? path.IndexOf("].", StringComparison.Ordinal) + 1 : path.IndexOf('.', StringComparison.Ordinal);
        return end <= 0 ? path.Length : end;
    }
}
