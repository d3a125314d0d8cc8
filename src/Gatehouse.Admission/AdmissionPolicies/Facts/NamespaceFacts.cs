using System.Text.Json;
using Gatehouse.Admission.AdmissionPolicies.Matching;
using Gatehouse.Cel.Json;
using Gatehouse.Cel.Values;

namespace Gatehouse.Admission.AdmissionPolicies.Facts;

/// <summary>A namespace as <c>namespaceObject</c> shows it. Made once and used by any number of requests.</summary>
public sealed class NamespaceFacts
{
    private static readonly string[] Shown =
        ["name", "generateName", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "labels", "annotations", "finalizers"];

    /// <param name="json">The whole object; not changed afterwards.</param>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    public NamespaceFacts(ReadOnlyMemory<byte> json)
    {
        var root = JsonText.Parse(json).Root;
        Name = ObjectFields.Text(root, ObjectFields.Name);
        Labels = ObjectFields.LabelsOf(root);
        Value = Show(root);
    }

    /// <summary>A namespace of which only the labels and annotations are known.</summary>
    public static NamespaceFacts Create(string name, IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> annotations)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("metadata"u8);
            writer.WriteString("name"u8, name);
            WriteTexts(writer, "labels", labels);
            WriteTexts(writer, "annotations", annotations);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return new(buffer.WrittenMemory.ToArray());
    }

    public string Name { get; }

    internal Value Labels { get; }

    internal Value Value { get; }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (key, value) in texts)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    // Who owns it and which client set which field is nobody's business; times are times, as they are for the API server.
    private static Value Show(in Value root)
    {
        var shown = new TableMapSource();
        if (root.Kind == ValueKind.Map)
        {
            AddField(shown, "metadata", root, ShowMetadata);
            AddField(shown, "spec", root, v => v);
            AddField(shown, "status", root, ShowStatus);
        }

        return Value.Map(shown);
    }

    private static void AddField(TableMapSource to, string name, in Value from, Func<Value, Value> show)
    {
        if (from.TryFindEntry(name, out var value) && value.Kind != ValueKind.Null)
        {
            to.Set(name, show(value));
        }
    }

    private static Value ShowMetadata(Value metadata)
    {
        var shown = new TableMapSource();
        foreach (var name in metadata.Kind == ValueKind.Map ? Shown : [])
        {
            AddField(shown, name, metadata, name.EndsWith("Timestamp", StringComparison.Ordinal) ? ShowTime : v => v);
        }

        return Value.Map(shown);
    }

    private static Value ShowStatus(Value status)
    {
        var shown = new TableMapSource();
        if (status.Kind == ValueKind.Map)
        {
            AddField(shown, "phase", status, v => v);
            AddField(shown, "conditions", status, ShowConditions);
        }

        return Value.Map(shown);
    }

    private static Value ShowConditions(Value conditions)
    {
        var items = new List<Value>();
        for (var cursor = 0L; conditions.Kind == ValueKind.List && conditions.ListSource.MoveNext(conditions.Handle, ref cursor, out var condition);)
        {
            items.Add(condition.Kind == ValueKind.Map ? ShowCondition(condition) : condition);
        }

        return Value.List([.. items]);
    }

    private static Value ShowCondition(in Value condition)
    {
        var shown = new TableMapSource();
        for (var cursor = 0L; condition.MapSource.MoveNext(condition.Handle, ref cursor, out var key, out var value);)
        {
            shown.Set(key, key.AsString == "lastTransitionTime" ? ShowTime(value) : value);
        }

        return Value.Map(shown);
    }

    private static Value ShowTime(Value text)
    {
        if (text.Kind != ValueKind.String || !DateTimeOffset.TryParse(text.AsString, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var time))
        {
            return text;
        }

        return Value.Timestamp(time.ToUnixTimeSeconds(), (int)(time.UtcTicks % TimeSpan.TicksPerSecond) * 100);
    }
}
