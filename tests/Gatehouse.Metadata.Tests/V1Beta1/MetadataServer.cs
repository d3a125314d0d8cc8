using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gatehouse.Access;
using Gatehouse.Fakes.Access;
using Gatehouse.Metadata.Composition;
using Gatehouse.Metadata.Edges;
using Gatehouse.Metadata.Storage;
using Gatehouse.Metadata.V1Beta1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Metadata.Tests.V1Beta1;

/// <summary>The metadata services on loopback, over a store in memory, and a client that speaks REST to them.</summary>
internal sealed class MetadataServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private MetadataServer(WebApplication app)
    {
        _app = app;
        _client = new() { BaseAddress = new(app.Urls.Single()) };
    }

    public static async Task<MetadataServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var records = new RecordsInMemory();
        builder.Services.AddSingleton<IRecordStore>(records).AddSingleton<IDocumentStore>(new AdministratorPolicy(records, "user:ann@example.com")).AddSingleton<IAuditStore>(new RefusalsInMemory()).AddSingleton<IChangeStore>(records);
        var others = builder.Services.ToHashSet();
        builder.Services.AddMetadata();
        foreach (var background in builder.Services.Where(s => s.ServiceType == typeof(IHostedService) && !others.Contains(s)).ToList())
        {
            builder.Services.Remove(background);
        }

        var app = builder.Build();
        app.Use((http, next) =>
        {
            http.Features.Set(new Caller("user:ann@example.com", [], "127.0.0.1", []));
            return next(http);
        });
        app.MapApi<GrafeasApi>(Grafeas.V1.Grafeas.Descriptor, Grafeas.V1.Grafeas.BindService);
        app.MapApi<ProjectsApi>(Grafeas.V1.Projects.Descriptor, Grafeas.V1.Projects.BindService);
        app.MapApi<GrafeasV1Beta1Api>(Grafeas.V1Beta1.GrafeasV1Beta1.Descriptor, Grafeas.V1Beta1.GrafeasV1Beta1.BindService);
        app.MapApi<ProjectsV1Beta1Api>(Grafeas.V1Beta1.Projects.Descriptor, Grafeas.V1Beta1.Projects.BindService);
        await app.StartAsync();
        return new(app);
    }

    /// <returns>The status and the body.</returns>
    public async Task<(int Status, JsonNode Body)> SendAsync(string verb, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(new(verb), path);
        request.Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!);
    }

    public async Task<JsonNode> OkAsync(string verb, string path, string? json = null)
    {
        var (status, body) = await SendAsync(verb, path, json);
        Assert.True(status == 200, $"{verb} {path}: {status} {body.ToJsonString()}");
        return body;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }
}
