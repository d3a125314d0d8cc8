using System.Text.Json;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Predicates;
using Gatehouse.Attestation.Statements;
using Gatehouse.Attestation.Verification;
using Gatehouse.Standards;

namespace Gatehouse.Attestation.Tests.Statements;

/// <summary>Files of other projects without an index. What must come of a file is told from its own content: what it says it is.</summary>
[Trait("Category", "Conformance"), Trait("Suite", "attestations: statements")]
public sealed class StatementFileTests
{
    private static readonly string[] Folders = ["chainloop", "guac", "in-toto-spec"];

    private static readonly string[] Identifying = ["uri", "digest", "content"];

    public static TheoryData<string> Statements => Files(j => Type(j).StartsWith("https://in-toto.io/Statement/", StringComparison.Ordinal));

    public static TheoryData<string> Envelopes => Files(j => j.TryGetProperty("payloadType", out _));

    public static TheoryData<string> Resources => Files(IsResource);

    public static TheoryData<string> Others => Files(j => Type(j).Length == 0 && !j.TryGetProperty("payloadType", out _) && !IsResource(j) && !j.TryGetProperty("dsseEnvelope", out _));

    [Theory, MemberData(nameof(Statements))]
    public void Statement_is_read_and_survives_writing(string file)
    {
        var bytes = Read(file);
        var statement = Statement.Parse(bytes).Value;
        using var source = JsonDocument.Parse(bytes);
        using var written = JsonDocument.Parse(statement.ToJson());
        Assert.Equal(source.RootElement.GetProperty("subject").GetArrayLength(), statement.Subjects.Length);
        Assert.True(JsonElement.DeepEquals(source.RootElement.GetProperty("subject"), written.RootElement.GetProperty("subject")));
        Assert.True(JsonElement.DeepEquals(source.RootElement.GetProperty("predicate"), written.RootElement.GetProperty("predicate")));
        Assert.True(Predicate.Read(statement) is { Succeeded: true }, Predicate.Read(statement).ToString());
    }

    [Theory, MemberData(nameof(Envelopes))]
    public void Envelope_is_a_statement_exactly_when_its_type_and_payload_are(string file)
    {
        using var json = JsonDocument.Parse(Read(file));
        var payload = Base64Text.Decode(json.RootElement.GetProperty("payload").GetString());
        var isStatement = json.RootElement.GetProperty("payloadType").GetString() == Statement.PayloadType && payload is not null && IsJson(payload);
        var envelope = Envelope.Parse(Read(file));
        Assert.Equal(payload is not null, envelope.Succeeded);
        Assert.Equal(isStatement, envelope.Then(e => Statement.FromEnvelope(e)).Succeeded);
    }

    [Theory, MemberData(nameof(Resources))]
    public void Resource_is_valid_when_it_says_which_one_is_meant(string file)
    {
        using var json = JsonDocument.Parse(Read(file));
        var isValid = Identifying.Any(n => json.RootElement.TryGetProperty(n, out _));
        Assert.Equal(isValid, ResourceDescriptor.Parse(Read(file)).Succeeded);
    }

    [Theory, MemberData(nameof(Others))]
    public void What_is_no_statement_is_refused(string file) => Assert.False(Statement.Parse(Read(file)).Succeeded);

    private static TheoryData<string> Files(Func<JsonElement, bool> isCase)
    {
        TheoryData<string> files = [];
        foreach (var folder in Folders.Select(f => TestData.FindFolder("attestations", f)).OfType<string>())
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Where(f => Matches(f, isCase)))
            {
                files.Add(Path.GetRelativePath(TestData.FindFolder()!, file));
            }
        }
        if (files.Count == 0)
        {
            files.Add(new TheoryDataRow<string>("") { Skip = TestData.Absent });
        }
        return files;
    }

    private static bool Matches(string path, Func<JsonElement, bool> isCase)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return json.RootElement.ValueKind == JsonValueKind.Object && isCase(json.RootElement);
    }

    private static bool IsResource(JsonElement json) => Type(json).Length == 0
        && json.EnumerateObject().All(m => m.Name is "name" or "uri" or "digest" or "content" or "downloadLocation" or "mediaType" or "annotations");

    private static string Type(JsonElement json) =>
        (json.TryGetProperty("_type", out var type) || json.TryGetProperty("type", out type)) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "";

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            JsonDocument.Parse(bytes).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(TestData.FindFolder()!, file));
}
