using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Notifications;

/// <summary>Webhooks, from a change to the receiver.</summary>
public sealed class WebhookTests(WebhookTests.LoopbackAllowed server) : IClassFixture<WebhookTests.LoopbackAllowed>
{
    private const int Attempts = 3;

    private HttpClient Http => server.Http;

    [Fact]
    public async Task A_change_arrives_as_a_signed_CloudEvent()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (project, note) = await Http.CreateNoteAsync();
        var subscription = await SubscribeAsync(project, receiver);
        var occurrence = await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/occurrences", Samples.Vulnerability(note));

        await Eventually.Async(() => receiver.Deliveries.Count == 1);

        var delivery = receiver.Deliveries[0];
        Assert.StartsWith("application/cloudevents+json", delivery.ContentType, StringComparison.Ordinal);
        Assert.Equal(delivery.ExpectedSignature((string)subscription["secret"]!), delivery.Headers["webhook-signature"]);
        var sent = DateTimeOffset.FromUnixTimeSeconds(long.Parse(delivery.Headers["webhook-timestamp"], CultureInfo.InvariantCulture));
        Assert.InRange(sent, DateTimeOffset.Parse((string)subscription["createTime"]!, CultureInfo.InvariantCulture).AddSeconds(-1), TimeProvider.System.GetUtcNow().AddSeconds(1));

        var cloudEvent = JsonNode.Parse(delivery.Text)!;
        Assert.Equal(("1.0", delivery.Id, $"/projects/{project}", "dev.gatehouse.occurrence.created.v1", (string)occurrence["name"]!), (
            (string)cloudEvent["specversion"]!, (string)cloudEvent["id"]!, (string)cloudEvent["source"]!, (string)cloudEvent["type"]!, (string)cloudEvent["subject"]!));
        Assert.Equal(JsonValueKind.Object, cloudEvent["data"]!.GetValueKind());
        Assert.Equal(("VULNERABILITY", (string)occurrence["resourceUri"]!), ((string)cloudEvent["data"]!["kind"]!, (string)cloudEvent["data"]!["resourceUri"]!));
        Assert.True(DateTimeOffset.TryParse((string?)cloudEvent["time"], CultureInfo.InvariantCulture, out _));
    }

    [Fact]
    public async Task The_Grafeas_format_is_what_Googles_service_publishes()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (project, note) = await Http.CreateNoteAsync();
        await SubscribeAsync(project, receiver, ""","format":"GRAFEAS" """);
        var name = await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));

        await Eventually.Async(() => receiver.Deliveries.Count == 1);

        var body = (JsonObject)JsonNode.Parse(receiver.Deliveries[0].Text)!;
        Assert.Equal(["name", "kind", "notificationTime"], body.Select(p => p.Key));
        Assert.Equal((name, "VULNERABILITY"), ((string)body["name"]!, (string)body["kind"]!));
        Assert.StartsWith("application/json", receiver.Deliveries[0].ContentType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_arrive_in_order_and_only_those_the_filter_lets_through()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (project, note) = await Http.CreateNoteAsync();
        await SubscribeAsync(project, receiver, ""","filter":"vulnerability.severity=CRITICAL" """);
        var wanted = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note, severity: "LOW"));
            wanted.Add(await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note, severity: "CRITICAL")));
        }

        await Eventually.Async(() => receiver.Deliveries.Count >= wanted.Count);
        Assert.Equal(wanted, receiver.Deliveries.Select(d => (string)JsonNode.Parse(d.Text)!["subject"]!));
    }

    [Fact]
    public async Task A_failed_delivery_is_tried_again_under_the_same_id_and_the_next_waits_for_it()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = _ => receiver.Deliveries.Count < Attempts ? 500 : 200;
        var (project, note) = await Http.CreateNoteAsync();
        var subscription = await SubscribeAsync(project, receiver);
        var first = await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
        var second = await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));

        await Eventually.Async(() => receiver.Deliveries.Count == Attempts + 1);

        Assert.Equal([first, first, first, second], receiver.Deliveries.Select(d => (string)JsonNode.Parse(d.Text)!["subject"]!));
        Assert.Single(receiver.Deliveries.Take(Attempts).Select(d => d.Id).Distinct());
        Assert.All(receiver.Deliveries, d => Assert.Equal(d.ExpectedSignature((string)subscription["secret"]!), d.Headers["webhook-signature"]));
        Assert.Empty(await DeadLettersAsync(subscription));
    }

    [Fact]
    public async Task What_cannot_be_delivered_is_set_aside_and_delivered_on_request()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = _ => 503;
        var (project, note) = await Http.CreateNoteAsync();
        var subscription = await SubscribeAsync(project, receiver);
        var name = await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));

        await Eventually.Async(async () => (await DeadLettersAsync(subscription)).Count == 1);

        var letter = (await DeadLettersAsync(subscription))[0]!;
        Assert.Equal(Attempts, receiver.Deliveries.Count);
        Assert.Equal((Attempts, receiver.Deliveries[0].Id, receiver.Deliveries[0].Text), ((int)letter["attempts"]!, (string)letter["id"]!, (string)letter["body"]!));
        Assert.Contains("503", (string)letter["lastError"]!, StringComparison.Ordinal);
        Assert.Contains("503", (string)(await Http.DoAsync(HttpMethod.Post, $"/v1/{subscription["name"]}/deadLetters:replay"))["error"]!, StringComparison.Ordinal);

        receiver.Answer = _ => 200;
        Assert.Equal(1, (int)(await Http.DoAsync(HttpMethod.Post, $"/v1/{subscription["name"]}/deadLetters:replay"))["delivered"]!);

        var replayed = receiver.Deliveries[^1];
        Assert.Equal((letter["id"]!.ToString(), name), (replayed.Id, (string)JsonNode.Parse(replayed.Text)!["subject"]!));
        Assert.Equal(replayed.ExpectedSignature((string)subscription["secret"]!), replayed.Headers["webhook-signature"]);
        Assert.Empty(await DeadLettersAsync(subscription));
    }

    [Theory, InlineData(301), InlineData(302), InlineData(307), InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = delivery => delivery.Path == "/elsewhere" ? 200 : status;
        var (project, note) = await Http.CreateNoteAsync();
        var subscription = await SubscribeAsync(project, receiver);
        await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));

        await Eventually.Async(async () => (await DeadLettersAsync(subscription)).Count == 1);
        Assert.DoesNotContain(receiver.Deliveries, d => d.Path == "/elsewhere");
    }

    [Fact]
    public async Task A_secret_is_shown_once_and_one_of_the_clients_own_is_used()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (project, note) = await Http.CreateNoteAsync();
        var secret = "whsec_" + Convert.ToBase64String(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray());
        var subscription = await SubscribeAsync(project, receiver, $$""","secret":"{{secret}}" """);
        Assert.Equal(secret, (string?)subscription["secret"]);

        var shown = await Http.DoAsync(HttpMethod.Get, $"/v1/{subscription["name"]}");
        var listed = await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/subscriptions");
        Assert.DoesNotContain(secret, shown.ToJsonString() + listed.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", shown.ToJsonString() + listed.ToJsonString(), StringComparison.Ordinal);

        await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
        await Eventually.Async(() => receiver.Deliveries.Count == 1);
        Assert.Equal(receiver.Deliveries[0].ExpectedSignature(secret), receiver.Deliveries[0].Headers["webhook-signature"]);
    }

    [Fact]
    public async Task A_deleted_subscription_hears_no_more()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var control = await WebhookReceiver.StartAsync();
        var (project, note) = await Http.CreateNoteAsync();
        var subscription = await SubscribeAsync(project, receiver);
        await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
        await Eventually.Async(() => receiver.Deliveries.Count == 1);

        await Http.DoAsync(HttpMethod.Delete, $"/v1/{subscription["name"]}");
        // Subscriptions are taken up in order: once this one delivers, the deletion has been seen.
        await SubscribeAsync(project, control);
        await Eventually.Async(async () =>
        {
            await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
            return control.Deliveries.Count > 0;
        });
        var heard = receiver.Deliveries.Count;
        var last = await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
        await Eventually.Async(() => control.Deliveries.Any(d => d.Text.Contains(last, StringComparison.Ordinal)));
        Assert.Equal(heard, receiver.Deliveries.Count);
        await Http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/{subscription["name"]}");
    }

    [Theory]
    [InlineData("ftp://example.com/", "", "subscription.url")]
    [InlineData("not a url", "", "subscription.url")]
    [InlineData("https://user:password@example.com/", "", "subscription.url")]
    [InlineData("https://example.com/", ""","secret":"short" """, "subscription.secret")]
    [InlineData("https://example.com/", ""","filter":"nonsense=1" """, "filter")]
    public async Task A_subscription_that_could_not_work_is_refused(string url, string more, string field)
    {
        var project = await server.CreateProjectAsync();
        var message = await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, $"/v1/projects/{project}/subscriptions", $$"""{"url":"{{url}}"{{more}}}""");
        Assert.Contains(field, message, StringComparison.Ordinal);
        Assert.DoesNotContain("password@", message.Replace(url, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private Task<JsonNode> SubscribeAsync(string project, WebhookReceiver receiver, string more = "") =>
        Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/subscriptions", $$"""{"url":"{{receiver.Address}}"{{more}}}""");

    private async Task<JsonArray> DeadLettersAsync(JsonNode subscription) =>
        (JsonArray?)(await Http.DoAsync(HttpMethod.Get, $"/v1/{subscription["name"]}/deadLetters"))["deadLetters"] ?? [];

    public sealed class LoopbackAllowed() : SharedServer(new ServerSetup()
        .With("notifications:allowedNetworks:0", "127.0.0.0/8")
        .With("notifications:attempts", Attempts.ToString(CultureInfo.InvariantCulture))
        .With("notifications:firstWaitSeconds", "0.05")
        .With("notifications:longestWaitSeconds", "0.2"));
}
