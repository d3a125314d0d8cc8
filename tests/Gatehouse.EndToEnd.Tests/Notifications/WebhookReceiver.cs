using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.EndToEnd.Tests.Notifications;

/// <summary>A webhook on loopback that keeps what it is sent and answers as it is told to.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Delivery> _deliveries = new();

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>The status to answer with, by what was received.</summary>
    public Func<Delivery, int> Answer { get; set; } = _ => 204;

    public IReadOnlyList<Delivery> Deliveries => [.. _deliveries];

    public Uri Address => new(_app.Urls.Single());

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var delivery = new Delivery(http.Request.Path, http.Request.ContentType ?? "", http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
        _deliveries.Enqueue(delivery);
        http.Response.StatusCode = Answer(delivery);
        if (http.Response.StatusCode is 301 or 302 or 307 or 308)
        {
            http.Response.Headers.Location = new Uri(Address, "/elsewhere").ToString();
        }
    }

    /// <summary>One request that came in.</summary>
    public sealed record Delivery(string Path, string ContentType, Dictionary<string, string> Headers, byte[] Body)
    {
        public string Id => Headers["webhook-id"];

        public string Text => Encoding.UTF8.GetString(Body);

        /// <summary>The signature that a receiver computes by the Standard Webhooks specification.</summary>
        public string ExpectedSignature(string secret)
        {
            byte[] signed = [.. Encoding.UTF8.GetBytes($"{Id}.{Headers["webhook-timestamp"]}."), .. Body];
            return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed));
        }
    }
}
