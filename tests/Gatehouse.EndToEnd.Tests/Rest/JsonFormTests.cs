using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Rest;

/// <summary>The JSON of messages (ProtoJSON), in and out.</summary>
public sealed class JsonFormTests(SharedServer server) : IClassFixture<SharedServer>
{
    /// <summary>As the Node.js and Go clients send it.</summary>
    private const string EnumNumbers = "$alt=json%3Benum-encoding=int";

    private HttpClient Http => server.Http;

    [Fact]
    public async Task Enums_are_names_by_default_and_numbers_where_the_client_asks()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var name = await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));

        var names = await Http.DoAsync(HttpMethod.Get, $"/v1/{name}");
        var numbers = await Http.DoAsync(HttpMethod.Get, $"/v1/{name}?{EnumNumbers}");

        Assert.Equal(("VULNERABILITY", "HIGH"), ((string)names["kind"]!, (string)names["vulnerability"]!["severity"]!));
        Assert.Equal((1, 4), ((int)numbers["kind"]!, (int)numbers["vulnerability"]!["severity"]!));
    }

    [Fact]
    public async Task Enums_of_a_create_asked_for_as_numbers_come_as_numbers()
    {
        var project = await server.CreateProjectAsync();
        var note = await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=n&{EnumNumbers}", """{"vulnerability":{"severity":5}}""");
        Assert.Equal(5, (int)note["vulnerability"]!["severity"]!);
    }

    [Theory, InlineData("\"CRITICAL\""), InlineData("5")]
    public async Task Enums_are_read_as_names_and_as_numbers(string severity)
    {
        var project = await server.CreateProjectAsync();
        var note = await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=n", $$$"""{"vulnerability":{"severity":{{{severity}}}}}""");
        Assert.Equal("CRITICAL", (string?)note["vulnerability"]!["severity"]);
    }

    [Theory, InlineData("\"DIRE\""), InlineData("\"critical\""), InlineData("1.5"), InlineData("{}")]
    public async Task What_is_neither_name_nor_number_of_an_enum_is_refused(string severity)
    {
        var project = await server.CreateProjectAsync();
        await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=n", $$$"""{"vulnerability":{"severity":{{{severity}}}}}""");
    }

    [Fact]
    public async Task A_number_that_no_enum_value_has_yet_survives()
    {
        var project = await server.CreateProjectAsync();
        await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=n", """{"vulnerability":{"severity":77}}""");
        Assert.Equal(77, (int)(await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/notes/n"))["vulnerability"]!["severity"]!);
    }

    [Theory, InlineData("\"9007199254740993\"", "9007199254740993"), InlineData("9007199254740991", "9007199254740991"), InlineData("\"-9223372036854775808\"", "-9223372036854775808")]
    public async Task Integers_of_64_bits_are_written_as_strings_and_lose_nothing(string sent, string kept)
    {
        var project = await server.CreateProjectAsync();
        await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=build", Samples.BuildNote);
        var name = await Http.CreateOccurrenceAsync(project, $$$"""
            {"noteName":"projects/{{{project}}}/notes/build","resourceUri":"https://registry.example/a@sha256:0a","build":{"intotoProvenance":{"recipe":{"definedInMaterial":{{{sent}}} } } } }
            """);

        var recipe = (await Http.DoAsync(HttpMethod.Get, $"/v1/{name}"))["build"]!["intotoProvenance"]!["recipe"]!;
        Assert.Equal(JsonValueKind.String, recipe["definedInMaterial"]!.GetValueKind());
        Assert.Equal(kept, (string?)recipe["definedInMaterial"]);
    }

    [Fact]
    public async Task Bytes_are_base64_both_ways()
    {
        var project = await server.CreateProjectAsync();
        await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=qa", """{"attestation":{"hint":{"humanReadableName":"qa"}}}""");
        var payload = Convert.ToBase64String([0, 255, 62, 63, 128]);
        var name = await Http.CreateOccurrenceAsync(project, Attestation(project, payload));
        Assert.Equal(payload, (string?)(await Http.DoAsync(HttpMethod.Get, $"/v1/{name}"))["attestation"]!["serializedPayload"]);
        await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, $"/v1/projects/{project}/occurrences", Attestation(project, "not base64!"));
    }

    [Fact]
    public async Task A_statement_keeps_its_underscore_type()
    {
        var project = await server.CreateProjectAsync();
        await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=build", Samples.BuildNote);
        var name = await Http.CreateOccurrenceAsync(project, $$$"""
            {"noteName":"projects/{{{project}}}/notes/build","resourceUri":"https://registry.example/a@sha256:0a",
             "build":{"intotoStatement":{"_type":"https://in-toto.io/Statement/v0.1","predicateType":"https://slsa.dev/provenance/v0.1"} } }
            """);

        var statement = (JsonObject)(await Http.DoAsync(HttpMethod.Get, $"/v1/{name}"))["build"]!["intotoStatement"]!;
        Assert.Equal("https://in-toto.io/Statement/v0.1", (string?)statement["_type"]);
        Assert.False(statement.ContainsKey("type"));
    }

    [Fact]
    public async Task Fields_are_read_by_their_proto_name_and_written_in_lowerCamel()
    {
        var project = await server.CreateProjectAsync();
        var note = (JsonObject)await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?note_id=n", """{"short_description":"s","build":{"builder_version":"1"}}""");
        Assert.Equal(("s", "1"), ((string)note["shortDescription"]!, (string)note["build"]!["builderVersion"]!));
        Assert.False(note.ContainsKey("short_description"));
    }

    [Fact]
    public async Task Times_are_RFC_3339_in_UTC_and_read_with_any_offset()
    {
        var project = await server.CreateProjectAsync();
        var note = await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=n", """{"build":{"builderVersion":"1"},"expirationTime":"2030-01-02T05:04:05.5+02:00"}""");
        Assert.Equal(new DateTimeOffset(2030, 1, 2, 3, 4, 5, 500, TimeSpan.Zero), DateTimeOffset.Parse((string)note["expirationTime"]!, CultureInfo.InvariantCulture));
        Assert.EndsWith("Z", (string)note["expirationTime"]!, StringComparison.Ordinal);
        Assert.EndsWith("Z", (string)note["createTime"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deletes_answer_with_an_empty_object()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var name = await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
        foreach (var path in (string[])[name, note, $"projects/{project}"])
        {
            Assert.Equal("{}", (await Http.DoAsync(HttpMethod.Delete, $"/v1/{path}")).ToJsonString());
        }
    }

    [Fact]
    public async Task An_unknown_field_is_refused_by_name_and_nothing_is_made()
    {
        var project = await server.CreateProjectAsync();
        var message = await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=n", """{"shortDescripton":"typo","build":{"builderVersion":"1"}}""");
        Assert.Contains("shortDescripton", message, StringComparison.Ordinal);
        await Http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{project}/notes/n");
    }

    [Fact]
    public async Task Every_unknown_field_is_named_with_the_nearest_known_one()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var typos = $$"""{"occurrences":[{"noteName":"{{note}}","resourceUrl":"https://registry.example/a","vulnerability":{"packageIssues":[{"affectedCpeUri":"cpe"} ],"zzzzzzzzzzzz":1} } ] }""";
        var message = await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, $"/v1/projects/{project}/occurrences:batchCreate", typos);
        Assert.Contains("occurrences[0].resourceUrl: unknown field of Occurrence; did you mean \"resourceUri\"?", message, StringComparison.Ordinal);
        Assert.Contains("occurrences[0].vulnerability.packageIssues: unknown field of VulnerabilityOccurrence; did you mean \"packageIssue\"?", message, StringComparison.Ordinal);
        Assert.Contains("occurrences[0].vulnerability.zzzzzzzzzzzz: unknown field of VulnerabilityOccurrence", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_query_parameter_is_ignored()
    {
        var project = await server.CreateProjectAsync();
        await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/notes?prettyPrint=false&key=k&fields=notes&newerClients=1");
    }

    [Theory]
    [InlineData("pageSize=many", "page_size")]
    [InlineData("pageSize=99999999999", "page_size")]
    [InlineData("pageSize=-1", "page_size")]
    public async Task A_query_parameter_of_the_wrong_form_is_named(string query, string field)
    {
        var project = await server.CreateProjectAsync();
        var message = await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Get, $"/v1/projects/{project}/notes?{query}");
        Assert.Contains(field, message.Replace("pageSize", "page_size", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string Attestation(string project, string payload) => $$$"""
        {"noteName":"projects/{{{project}}}/notes/qa","resourceUri":"https://registry.example/a@sha256:0a",
         "attestation":{"serializedPayload":"{{{payload}}}","signatures":[{"signature":"c2ln","publicKeyId":"k"}]}}
        """;
}
