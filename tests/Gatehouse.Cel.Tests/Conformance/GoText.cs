using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Tests.Conformance;

/// <summary>A value as Go's <c>%v</c> prints the native value it stands for, which is how the rows were recorded.</summary>
internal static class GoText
{
    public static string Render(Value value) => value.Kind switch
    {
        ValueKind.List => $"[{string.Join(' ', Items(value).Select(Render))}]",
        ValueKind.Map => $"map[{string.Join(' ', Entries(value))}]",
        ValueKind.Optional => value.HasOptionalValue ? Render(value.OptionalValue) : "<nil>",
        ValueKind.Bytes => $"[{string.Join(' ', value.AsBytes)}]",
        ValueKind.Duration => $"{value.Seconds}s",
        _ => value.ToString(),
    };

    /// <summary>Go keeps the offset a timestamp was written with; the value is the instant.</summary>
    public static string ToUniversalTime(string text) =>
        DateTimeOffset.ParseExact(text[..23] + ":" + text[23..25], "yyyy-MM-dd HH:mm:ss zzz", System.Globalization.CultureInfo.InvariantCulture).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<Value> Items(Value list) => Enumerable.Range(0, (int)list.ListCount).Select(i => list.ListItem(i));

    private static IEnumerable<string> Entries(Value map)
    {
        List<string> entries = [];
        for (var cursor = 0L; map.MapSource.MoveNext(map.Handle, ref cursor, out var key, out var value);)
        {
            entries.Add($"{Render(key)}:{Render(value)}");
        }
        return entries.Order(StringComparer.Ordinal);
    }
}
