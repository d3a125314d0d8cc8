using System.Text.Json;
using Gatehouse.Grafeas.V1;
using Google.Protobuf;

namespace Gatehouse.Metadata.Tests.Filtering;

/// <summary>The records of testdata/filters/records.json.</summary>
internal static class NamedRecords
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "testdata", "filters", "records.json"))).RootElement;

    public static IMessage Note(string name) => JsonParser.Default.Parse<Note>(Root.GetProperty("notes").GetProperty(name).GetRawText());

    public static IMessage Occurrence(string name) => JsonParser.Default.Parse<Occurrence>(Root.GetProperty("occurrences").GetProperty(name).GetRawText());
}
