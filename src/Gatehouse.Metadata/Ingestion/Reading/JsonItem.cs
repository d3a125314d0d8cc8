using System.Text.Json;

namespace Gatehouse.Metadata.Ingestion.Reading;

/// <summary>
/// A value of a report with its path and the place where the item that holds it begins. Absent and null members read as empty; a member of another type than the
/// format has is recorded as an error and reads as empty.
/// </summary>
internal readonly struct JsonItem(JsonElement element, string path, Place place, ErrorList errors)
{
    public JsonElement Element => element;

    public string Path => path;

    public Place Place => place;

    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    public bool IsArray => element.ValueKind == JsonValueKind.Array;

    public bool IsText => element.ValueKind == JsonValueKind.String;

    public bool IsPresent => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public void Fail(string message) => errors.Add(place.Error(path, message));

    /// <summary>The member, or an absent value.</summary>
    public JsonItem this[string name] => new(Find(name), path + JsonPaths.Member(name), place, errors);

    public string Text(string name) => this[name].AsText();

    public double Number(string name) => this[name].AsNumber();

    /// <summary>The value as text, without control characters that no store takes (U+0000).</summary>
    public string AsText()
    {
        if (!IsPresent)
        {
            return "";
        }

        if (!IsText)
        {
            Fail($"must be text, got {JsonPaths.Describe(element.ValueKind)}");
            return "";
        }

        try
        {
            return element.GetString()!.Replace("\0", "", StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            Fail("is no valid Unicode text");
            return "";
        }
    }

    /// <summary>As <see cref="AsText"/>, but numbers count as their digits: some tools write versions so.</summary>
    public string AsLooseText() => element.ValueKind == JsonValueKind.Number ? element.GetRawText() : AsText();

    public double AsNumber()
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }

        if (IsPresent)
        {
            Fail($"must be a number, got {JsonPaths.Describe(element.ValueKind)}");
        }

        return 0;
    }

    /// <summary>The elements of an array member.</summary>
    public List<JsonItem> Items(string name) => this[name].AsItems();

    public List<JsonItem> AsItems()
    {
        if (!IsArray)
        {
            if (IsPresent)
            {
                Fail($"must be an array, got {JsonPaths.Describe(element.ValueKind)}");
            }

            return [];
        }

        var items = new List<JsonItem>(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
        {
            items.Add(new(item, path + JsonPaths.Index(items.Count), place, errors));
        }

        return items;
    }

    public List<string> Texts(string name) => [.. Items(name).Select(i => i.AsText()).Where(t => t.Length > 0)];

    /// <summary>The members of an object by name.</summary>
    public List<KeyValuePair<string, JsonItem>> AsMembers()
    {
        if (!IsObject)
        {
            if (IsPresent)
            {
                Fail($"must be an object, got {JsonPaths.Describe(element.ValueKind)}");
            }

            return [];
        }

        var members = new List<KeyValuePair<string, JsonItem>>();
        foreach (var member in element.EnumerateObject())
        {
            if (TryGetName(member, out var name))
            {
                members.Add(new(name, new(member.Value, path + JsonPaths.Member(name), place, errors)));
            }
        }

        return members;
    }

    /// <inheritdoc cref="ReportTime.Parse(JsonItem)"/>
    public DateTimeOffset? Time(string name) => ReportTime.Parse(this[name]);

    private bool TryGetName(JsonProperty member, out string name)
    {
        try
        {
            name = member.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            Fail("has a member whose name is no valid Unicode text");
            name = "";
            return false;
        }
    }

    private JsonElement Find(string name) => IsObject && element.TryGetProperty(name, out var value) ? value : default;
}
