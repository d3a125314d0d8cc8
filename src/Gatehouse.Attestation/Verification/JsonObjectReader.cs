using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Gatehouse.Attestation.Verification;

/// <summary>
/// Reads the members of an object and keeps every mistake with its place (<c>signatures[1].sig</c>), so that one answer names all of them.
/// Members that nobody asks for are ignored, and <c>null</c> counts as absent. A method that finds a mistake returns null or an empty value, and the
/// reading as a whole is refused.
/// </summary>
public sealed class JsonObjectReader
{
    private readonly JsonElement _element;
    private readonly List<Failure> _mistakes;
    private readonly VerificationStep _step;

    private JsonObjectReader(JsonElement element, string path, List<Failure> mistakes, VerificationStep step) =>
        (_element, Path, _mistakes, _step) = (element, path, mistakes, step);

    /// <summary>Where this object stands in the document; empty for the document itself.</summary>
    public string Path { get; }

    public JsonElement Element => _element;

    /// <summary>Reads an element that must be an object; refused when anything on the way was a mistake.</summary>
    public static Outcome<T> Read<T>(JsonElement element, Func<JsonObjectReader, T?> read, VerificationStep step = VerificationStep.Parse) where T : class
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return new Failure(FailureReason.Malformed, step, $"expected a JSON object, found {Kind(element)}");
        }
        var mistakes = new List<Failure>();
        var value = read(new(element, "", mistakes, step));
        return mistakes.Count == 0 && value is not null ? value
            : Outcome.Refuse<T>(mistakes.Count > 0 ? [.. mistakes] : [new(FailureReason.Malformed, step, "the JSON object is not what was expected")]);
    }

    public bool Has(string name) => Find(name) is not null;

    /// <summary>The member as it stands, or null when absent or <c>null</c>.</summary>
    public JsonElement? Find(string name) => _element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string? OptionalString(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => Wrong<string>(name, "a string", other),
    };

    public string RequiredString(string name) => OptionalString(name) ?? Missing(name, "");

    /// <summary>Base64 in the standard or the URL-safe alphabet, padded or not.</summary>
    public byte[]? OptionalBytes(string name) => OptionalString(name) is { } text
        ? Base64Text.Decode(text) ?? Mistake<byte[]>(FailureReason.Malformed, name, "is not base64")
        : null;

    public byte[] RequiredBytes(string name) => Has(name) ? OptionalBytes(name) ?? [] : Missing<byte[]>(name, []);

    /// <summary>A whole number, as a JSON number or as proto3 JSON's string.</summary>
    public long? OptionalInteger(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var value) => value,
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) => value,
        { } other => Wrong<long?>(name, "a whole number", other),
    };

    public long RequiredInteger(string name) => Has(name) ? OptionalInteger(name) ?? 0 : Missing(name, 0L);

    public bool? OptionalBoolean(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => Wrong<bool?>(name, "true or false", other),
    };

    /// <summary>RFC 3339, for example <c>2026-06-01T00:00:00Z</c>.</summary>
    public DateTimeOffset? OptionalTime(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text when text.TryGetDateTimeOffset(out var value) => value,
        { } other => Wrong<DateTimeOffset?>(name, "an RFC 3339 time", other),
    };

    public JsonObjectReader? OptionalObject(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => new(value, At(name), _mistakes, _step),
        { } other => Wrong<JsonObjectReader>(name, "an object", other),
    };

    public JsonObjectReader? RequiredObject(string name) => Has(name) ? OptionalObject(name) : Missing<JsonObjectReader?>(name, null);

    /// <summary>The objects of a list; empty when absent. A list longer than <paramref name="most"/> is refused.</summary>
    public ImmutableArray<JsonObjectReader> Objects(string name, int most = 10_000) =>
        Items(name, most, JsonValueKind.Object, "an object", (value, path) => new JsonObjectReader(value, path, _mistakes, _step));

    public ImmutableArray<string> Strings(string name, int most = 10_000) =>
        Items(name, most, JsonValueKind.String, "a string", (value, _) => value.GetString()!);

    /// <summary>The string members of an object of names and strings, such as a digest set; empty when absent.</summary>
    public ImmutableDictionary<string, string> StringMap(string name)
    {
        var found = OptionalObject(name);
        var map = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var member in found?._element.EnumerateObject() ?? default)
        {
            if (member.Value.ValueKind == JsonValueKind.String)
            {
                map[member.Name] = member.Value.GetString()!;
            }
            else
            {
                found!.Wrong<string>(member.Name, "a string", member.Value);
            }
        }
        return map.ToImmutable();
    }

    /// <summary>Records a mistake about a member, for rules the types do not say.</summary>
    public void Refuse(string name, string text, FailureReason reason = FailureReason.Malformed) => Mistake<string>(reason, name, text);

    private ImmutableArray<T> Items<T>(string name, int most, JsonValueKind kind, string expected, Func<JsonElement, string, T> read)
    {
        if (Find(name) is not { } list)
        {
            return [];
        }
        if (list.ValueKind != JsonValueKind.Array)
        {
            Wrong<string>(name, "a list", list);
            return [];
        }
        if (list.GetArrayLength() > most)
        {
            Mistake<string>(FailureReason.LimitExceeded, name, $"has {list.GetArrayLength()} items, at most {most} are read");
            return [];
        }
        var items = ImmutableArray.CreateBuilder<T>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            var place = $"{name}[{items.Count}]";
            if (item.ValueKind != kind)
            {
                Wrong<string>(place, expected, item);
                return [];
            }
            items.Add(read(item, At(place)));
        }
        return items.DrainToImmutable();
    }

    private string At(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    private T Missing<T>(string name, T substitute)
    {
        if (Find(name) is null)
        {
            Mistake<T>(FailureReason.Malformed, name, "is missing");
        }
        return substitute;
    }

    private T? Wrong<T>(string name, string expected, JsonElement found) => Mistake<T>(FailureReason.Malformed, name, $"must be {expected}, not {Kind(found)}");

    private T? Mistake<T>(FailureReason reason, string name, string text)
    {
        // A hostile document must not make us keep a list as long as itself.
        if (_mistakes.Count < 100)
        {
            _mistakes.Add(new(reason, _step, $"{At(name)} {text}"));
        }
        return default;
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "such a string",
        JsonValueKind.Number => "such a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };
}
