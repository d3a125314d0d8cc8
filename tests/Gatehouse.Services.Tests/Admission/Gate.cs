using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Access;
using Gatehouse.Fakes.Access;
using Gatehouse.Admission.Composition;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Registries;
using Gatehouse.Grafeas.V1;
using Gatehouse.Manifests.Composition;
using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Services.Tests.Admission;

/// <summary>The admission endpoints on a real listener, over a store and a clock that the test holds.</summary>
internal sealed class Gate : IAsyncDisposable
{
    public const string Repository = "registry.shop.example/shop/web";

    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private Gate(WebApplication app)
    {
        _app = app;
        _client = new() { BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
    }

    public SmallStore Store => (SmallStore)_app.Services.GetRequiredService<IRecordStore>();

    public FakeRegistry Registry => (FakeRegistry)_app.Services.GetRequiredService<IImageRegistry>();

    public FakeTimeProvider Time => (FakeTimeProvider)_app.Services.GetRequiredService<TimeProvider>();

    public static async Task<Gate> OpenAsync(Action<AdmissionOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var store = new SmallStore();
        builder.Services.AddSingleton<IRecordStore>(store).AddSingleton<IDocumentStore>(new AdministratorPolicy(store, "serviceAccount:api-server")).AddSingleton<IAuditStore>(new RefusalsInMemory()).AddSingleton<IChangeStore>(store);
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));
        builder.Services.AddSingleton<IImageRegistry>(new FakeRegistry());
        builder.Services.AddSingleton<DecisionIds.RandomBytes>(_ => bytes => bytes.Fill(7));
        builder.Services.AddAccess().AddSingleton<FailureTranslator>();
        builder.Services.AddManifests().AddAdmission().Configure<AdmissionOptions>(o => configure?.Invoke(o));
        var app = builder.Build();
        app.Use((http, next) =>
        {
            http.Features.Set(new Caller("serviceAccount:api-server", [], "127.0.0.1", []));
            return next(http);
        });
        app.MapManifests();
        app.MapAdmission();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    public static string Image(char digit) => $"{Repository}@sha256:{new string(digit, 64)}";

    public static Occurrence Vulnerability(string image, string id, Severity severity, string? fixedVersion, string package = "openssl") => new()
    {
        ResourceUri = "https://" + image,
        NoteName = $"projects/shop/notes/{id}",
        Kind = NoteKind.Vulnerability,
        Vulnerability = new()
        {
            EffectiveSeverity = severity,
            PackageIssue =
            {
                new VulnerabilityOccurrence.Types.PackageIssue
                {
                    AffectedPackage = package,
                    AffectedVersion = new() { Name = "3.0.11", Revision = "1~deb12u1", Kind = Grafeas.V1.Version.Types.VersionKind.Normal },
                    FixedPackage = package,
                    FixedVersion = fixedVersion is null
                        ? new() { Kind = Grafeas.V1.Version.Types.VersionKind.Maximum }
                        : new() { FullName = fixedVersion, Kind = Grafeas.V1.Version.Types.VersionKind.Normal },
                },
            },
        },
    };

    public static Occurrence Scan(string image) => new()
    {
        ResourceUri = "https://" + image,
        NoteName = "projects/shop/notes/scan",
        Kind = NoteKind.Discovery,
        Discovery = new() { AnalysisStatus = DiscoveryOccurrence.Types.AnalysisStatus.FinishedSuccess },
    };

    /// <summary>A review of a new object of a kind with the given pod specification, or template, under its usual path.</summary>
    public static string Review(string kind, JsonNode podSpec, string @namespace = "production")
    {
        JsonObject Template() => new() { ["spec"] = podSpec.DeepClone() };
        var spec = kind switch
        {
            "Pod" => podSpec.DeepClone(),
            "CronJob" => new JsonObject { ["jobTemplate"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = Template() } } },
            _ => new JsonObject { ["template"] = Template() },
        };
        var @object = kind == "PodTemplate" ? new JsonObject { ["template"] = Template() } : new JsonObject { ["kind"] = kind, ["spec"] = spec };
        return new JsonObject
        {
            ["kind"] = "AdmissionReview",
            ["apiVersion"] = "admission.k8s.io/v1",
            ["request"] = new JsonObject
            {
                ["uid"] = "705ab4f5-6393-11e8-b7cc-42010a800002",
                ["kind"] = new JsonObject { ["group"] = kind == "Pod" ? "" : "apps", ["version"] = "v1", ["kind"] = kind },
                ["name"] = "web",
                ["namespace"] = @namespace,
                ["operation"] = "CREATE",
                ["userInfo"] = new JsonObject { ["username"] = "ann@shop.example" },
                ["object"] = @object,
                ["oldObject"] = null,
                ["dryRun"] = false,
            },
        }.ToJsonString();
    }

    public static JsonObject PodOf(params string[] images) => new()
    {
        ["containers"] = new JsonArray([.. images.Select((image, i) => new JsonObject { ["name"] = $"c{i}", ["image"] = image })]),
    };

    public async Task ApplyPolicyAsync(string requirements, string name = "release", string @namespace = "production")
    {
        var text = $"apiVersion: kritis.grafeas.io/v1beta1\nkind: ImageSecurityPolicy\nmetadata: {{name: {name}, namespace: {@namespace}}}\nspec: {requirements}\n";
        var (status, answer) = await PostAsync("v1/manifests:apply", text);
        Assert.True(status == HttpStatusCode.OK, answer.ToJsonString());
    }

    /// <summary>Applies documents that are right.</summary>
    public async Task<JsonNode> ApplyAsync(string documents)
    {
        var (status, answer) = await PostAsync("v1/manifests:apply", documents);
        Assert.True(status == HttpStatusCode.OK, answer.ToJsonString());
        return answer;
    }

    public async Task<JsonNode> JudgeAsync(string review)
    {
        var (status, answer) = await PostAsync("admission/v1/validate", review);
        Assert.True(status == HttpStatusCode.OK, answer.ToJsonString());
        return answer["response"]!;
    }

    public async Task<(HttpStatusCode Status, JsonNode Answer)> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    public async Task<(HttpStatusCode Status, JsonNode Answer)> GetAsync(string path)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }
}
