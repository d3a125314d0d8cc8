using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Notifications;

/// <summary>A subscription is no way into the network around the server.</summary>
public sealed class InternalAddressTests(InternalAddressTests.OneAttempt server) : IClassFixture<InternalAddressTests.OneAttempt>
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.2.3")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    public async Task Loopback_is_not_called_however_it_is_spelled(string host)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (project, note) = await server.Http.CreateNoteAsync();
        var subscription = await server.Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/subscriptions", $$"""{"url":"http://{{host}}:{{receiver.Address.Port}}/"}""");
        await server.Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));

        var letters = new JsonArray();
        await Eventually.Async(async () =>
        {
            letters = (JsonArray?)(await server.Http.DoAsync(HttpMethod.Get, $"/v1/{subscription["name"]}/deadLetters"))["deadLetters"] ?? [];
            return letters.Count == 1;
        });
        Assert.Contains("internal address", (string)letters[0]!["lastError"]!, StringComparison.Ordinal);
        Assert.Contains("notifications.allowedNetworks", (string)letters[0]!["lastError"]!, StringComparison.Ordinal);
        Assert.Empty(receiver.Deliveries);
    }

    public sealed class OneAttempt() : SharedServer(new ServerSetup().With("notifications:attempts", "1"));
}
