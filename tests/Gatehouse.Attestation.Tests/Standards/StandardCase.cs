using System.Text.Json;
using Gatehouse.Standards;

namespace Gatehouse.Attestation.Tests.Standards;

/// <summary>One row of an <c>index.json</c> below <c>attestations</c>: what to judge, with which inputs, and what must come out.</summary>
public sealed record StandardCase(string Folder, string File, string Kind, bool Passes, string Reason, JsonElement Inputs)
{
    /// <summary>The file names of one folder's rows, of the wanted kinds where any are named; a single skipped entry where the data is absent.</summary>
    public static TheoryData<string> Names(string folder, params string[] kinds) =>
        TestData.FindFolder("attestations", folder) is null
            ? [new TheoryDataRow<string>("") { Skip = TestData.Absent }]
            : [.. Rows(folder).Where(r => kinds.Length == 0 || kinds.Contains(r.Kind)).Select((r, i) => $"{i}: {r.File}")];

    /// <param name="name">One of <see cref="Names"/> with the same kinds.</param>
    public static StandardCase Get(string folder, string name, params string[] kinds) =>
        Rows(folder).Where(r => kinds.Length == 0 || kinds.Contains(r.Kind)).ElementAt(int.Parse(name.AsSpan(0, name.IndexOf(':'))));

    public byte[] ReadBytes() => ReadBytes(File);

    public byte[] ReadBytes(string file) => System.IO.File.ReadAllBytes(Path.Combine(Folder, file));

    public string ReadText(string file) => System.IO.File.ReadAllText(Path.Combine(Folder, file));

    public string Input(string name) => Inputs.GetProperty(name).GetString()!;

    public DateTimeOffset Now => Inputs.TryGetProperty("now", out var now) ? now.GetDateTimeOffset() : DefaultNow;

    /// <summary>The clock of rows that name none.</summary>
    public static readonly DateTimeOffset DefaultNow = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static IEnumerable<StandardCase> Rows(string folder)
    {
        var path = TestData.FindFolder("attestations", folder)!;
        using var index = JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(path, "index.json")));
        return [.. index.RootElement.EnumerateArray().Select(r => new StandardCase(
            path,
            r.GetProperty("file").GetString() ?? "",
            r.GetProperty("kind").GetString()!,
            r.GetProperty("expect").GetString() == "pass",
            r.TryGetProperty("reason", out var reason) ? reason.GetString() ?? "" : "",
            r.TryGetProperty("inputs", out var inputs) ? inputs.Clone() : default))];
    }
}
