using Gatehouse.Grafeas.V1;
using Grpc.Core;

namespace Gatehouse.Load;

/// <summary>The scenarios of the bench table.</summary>
internal sealed class Scenarios(
    Grafeas.V1.Grafeas.GrafeasClient grafeas, HttpClient http, CallOptions call, string[] names, LoadOptions options, ServerProcess server, Report report)
{
    private int Images => options.Occurrences / SampleData.PerImage;

    public async Task RunAsync()
    {
        if (!options.IsPolicyOnly)
        {
            await RunRecordsAsync();
        }

        await ApplyPoliciesAsync();
        await MeasureAsync("admission review, 5 containers, 1 caller", "JSON", 1, ReviewAsync, "p50 ≤ 2 ms, p99 ≤ 5 ms");
        await MeasureAsync("admission review, 5 containers, 16 callers", "JSON", 16, ReviewAsync, "≥ 500/s");
        await MeasureAsync("judgement of 5 images, nothing kept, 1 caller", "JSON", 1, JudgeAsync, "");
        report.AddMemory("memory at the end", server.Memory, "");
    }

    private async Task RunRecordsAsync()
    {
        await MeasureAsync("get, 1 caller", "gRPC", 1, GetAsync, "");
        await MeasureAsync("get, 16 callers", "gRPC", 16, GetAsync, "≥ 8,000/s");
        await MeasureAsync("get, 16 callers", "JSON", 16, GetJsonAsync, "≥ 4,000/s");
        await MeasureAsync("list by kind and resource, 46 hits, 1 caller", "gRPC", 1, ListAsync, options.Occurrences > 500_000 ? "p50 ≤ 5 ms" : "p50 ≤ 3 ms");
        await MeasureAsync("list by kind and resource, 46 hits, 16 callers", "gRPC", 16, ListAsync, "");
        await MeasureAsync("list by kind and resource, 46 hits, 1 caller", "JSON", 1, ListJsonAsync, "");
        report.AddMemory("memory after 16 concurrent lists", server.Memory, "< 300 MB");
        await MeasureAsync("create, durable, 1 caller", "gRPC", 1, CreateAsync, "");
        await MeasureAsync("create, durable, 16 callers", "gRPC", 16, CreateAsync, options.Store.Length > 0 ? "≥ 1,500/s" : "≥ 3,000/s");
        await MeasureAsync("create, durable, 16 callers", "JSON", 16, CreateJsonAsync, "");
    }

    private async Task MeasureAsync(string name, string transport, int callers, Func<int, Task> run, string bar) =>
        report.Add(name, transport, await Measurement.RunAsync(callers, options.Seconds, run), bar);

    private async Task GetAsync(int i) => await grafeas.GetOccurrenceAsync(new() { Name = names[Scatter(i, names.Length)] }, call);

    private async Task GetJsonAsync(int i) => await http.GetByteArrayAsync("/v1/" + names[Scatter(i, names.Length)]);

    private async Task ListAsync(int i)
    {
        var request = new ListOccurrencesRequest { Parent = SampleData.Parent, Filter = FilterOf(i), PageSize = 100 };
        Check((await grafeas.ListOccurrencesAsync(request, call)).Occurrences.Count);
    }

    private async Task ListJsonAsync(int i)
    {
        var text = await http.GetStringAsync($"/v1/{SampleData.Parent}/occurrences?pageSize=100&filter={Uri.EscapeDataString(FilterOf(i))}");
        Check(text.AsSpan().Count("\"noteName\""));
    }

    private async Task CreateAsync(int i) =>
        await grafeas.CreateOccurrenceAsync(new() { Parent = SampleData.Parent, Occurrence = Fresh(i) }, call);

    private async Task CreateJsonAsync(int i)
    {
        using var content = new StringContent(Google.Protobuf.JsonFormatter.Default.Format(Fresh(i)), System.Text.Encoding.UTF8, "application/json");
        using var response = await http.PostAsync($"/v1/{SampleData.Parent}/occurrences", content);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>One of Kritis's and one of ours, which look at all findings and let them pass.</summary>
    private async Task ApplyPoliciesAsync()
    {
        const string Policies = """
            apiVersion: kritis.grafeas.io/v1beta1
            kind: ImageSecurityPolicy
            metadata: {name: bench, namespace: bench}
            spec: {packageVulnerabilityRequirements: {maximumSeverity: CRITICAL, maximumFixUnavailableSeverity: CRITICAL}}
            ---
            apiVersion: gatehouse/v1
            kind: ImagePolicy
            metadata: {name: bench}
            spec: {match: {namespaces: [bench]}, require: {digest: true}, limit: {fixable: CRITICAL, unfixable: CRITICAL}}
            """;
        using var content = new StringContent(Policies, System.Text.Encoding.UTF8, "application/yaml");
        using var response = await http.PostAsync("/v1/manifests:apply", content);
        response.EnsureSuccessStatusCode();
    }

    private async Task ReviewAsync(int i)
    {
        var containers = string.Join(',', FiveImages(i).Select((image, n) => $$"""{"name":"c{{n}}","image":"{{image}}"}"""));
        var review = "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\"" + i + "\",\"kind\":{\"group\":\"\",\"version\":\"v1\",\"kind\":\"Pod\"},\"namespace\":\"bench\",\"name\":\"web\",\"operation\":\"CREATE\",\"userInfo\":{\"username\":\"ann\"},\"object\":{\"kind\":\"Pod\",\"spec\":{\"containers\":[" + containers + "]}}}}";
        await ExpectAllowedAsync("/admission/v1/validate", review);
    }

    private Task JudgeAsync(int i) => ExpectAllowedAsync("/v1/judgements", $$"""{"namespace":"bench","images":[{{string.Join(',', FiveImages(i).Select(image => $"\"{image}\""))}}]}""");

    /// <summary>Few enough to be seen again and again, as the images of a cluster are.</summary>
    private IEnumerable<string> FiveImages(int i) => Enumerable.Range(i % 100, 5).Select(n => SampleData.Image(n % Images)["https://".Length..]);

    private async Task ExpectAllowedAsync(string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(path, content);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadAsStringAsync();
        if (!answer.Contains("\"allowed\":true", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"refused: {answer}");
        }
    }

    /// <summary>Of images beyond those that are listed, so that these keep their 46 hits.</summary>
    private Occurrence Fresh(int i) => SampleData.Occurrence(options.Occurrences + i);

    private string FilterOf(int i) => $"kind=\"VULNERABILITY\" AND resourceUrl=\"{SampleData.Image(Scatter(i, Images))}\"";

    private static int Scatter(int i, int count) => (int)((uint)i * 2_654_435_761u % (uint)count);

    private static void Check(int found)
    {
        if (found != SampleData.VulnerabilitiesPerImage)
        {
            throw new InvalidDataException($"{found} items instead of {SampleData.VulnerabilitiesPerImage}");
        }
    }
}
