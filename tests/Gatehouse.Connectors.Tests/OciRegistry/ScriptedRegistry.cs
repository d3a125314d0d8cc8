using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Connectors.Tests.OciRegistry;

/// <summary>A server that answers as a test says and remembers what it was asked.</summary>
internal sealed class ScriptedRegistry : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedRegistry(WebApplication app) => _app = app;

    public ConcurrentQueue<string> Requests { get; } = new();

    public string Host => new Uri(_app.Urls.Single()).Authority;

    public static async Task<ScriptedRegistry> StartAsync(Func<ScriptedRegistry, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var registry = new ScriptedRegistry(app);
        app.Run(http =>
        {
            registry.Requests.Enqueue($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} {http.Request.Headers.Authorization}".TrimEnd());
            return answer(registry, http);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return registry;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
