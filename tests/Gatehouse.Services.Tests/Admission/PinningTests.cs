using System.Text.Json.Nodes;
using Gatehouse.Admission.Registries;

namespace Gatehouse.Services.Tests.Admission;

/// <summary>The mutating webhook: tags become digests.</summary>
public sealed class PinningTests
{
    private static readonly string Digest = $"sha256:{new string('a', 64)}";

    [Theory]
    [InlineData("Pod", "/spec/containers/0/image")]
    [InlineData("Deployment", "/spec/template/spec/containers/0/image")]
    [InlineData("CronJob", "/spec/jobTemplate/spec/template/spec/containers/0/image")]
    public async Task A_tag_becomes_the_digest_behind_it(string kind, string path)
    {
        await using var gate = await Gate.OpenAsync();
        gate.Registry.Tag($"{Gate.Repository}:1", Digest);
        var answer = await PinAsync(gate, Gate.Review(kind, Gate.PodOf($"{Gate.Repository}:1", Gate.Image('b'))));
        Assert.True((bool)answer["allowed"]!);
        Assert.Equal("JSONPatch", (string)answer["patchType"]!);
        var patch = JsonNode.Parse(Convert.FromBase64String((string)answer["patch"]!))!.AsArray();
        Assert.Equal($$"""{"op":"replace","path":"{{path}}","value":"{{Gate.Repository}}:1@{{Digest}}"}""", Assert.Single(patch)!.ToJsonString());
    }

    [Fact]
    public async Task Image_volumes_are_pinned_too()
    {
        await using var gate = await Gate.OpenAsync();
        gate.Registry.Tag($"{Gate.Repository}:1", Digest);
        var pod = new JsonObject { ["containers"] = new JsonArray(), ["volumes"] = new JsonArray(new JsonObject { ["name"] = "data", ["image"] = new JsonObject { ["reference"] = $"{Gate.Repository}:1" } }) };
        var answer = await PinAsync(gate, Gate.Review("Pod", pod));
        Assert.Contains("/spec/volumes/0/image/reference", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String((string)answer["patch"]!)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_resolved_stays_as_it_is_and_the_answer_says_why()
    {
        await using var gate = await Gate.OpenAsync();
        gate.Registry.Failure = new(RegistryProblem.Unavailable, "registry.shop.example does not answer");
        var answer = await PinAsync(gate, Gate.Review("Pod", Gate.PodOf($"{Gate.Repository}:1")));
        Assert.True((bool)answer["allowed"]!);
        Assert.Null(answer["patch"]);
        Assert.Equal($"{Gate.Repository}:1 is not pinned: registry.shop.example does not answer", (string)answer["warnings"]![0]!);
    }

    [Fact]
    public async Task Every_meaning_of_a_tag_is_on_record_once()
    {
        await using var gate = await Gate.OpenAsync();
        foreach (var digit in "aab")
        {
            gate.Registry.Tag($"{Gate.Repository}:1", $"sha256:{new string(digit, 64)}");
            _ = await PinAsync(gate, Gate.Review("Pod", Gate.PodOf($"{Gate.Repository}:1")));
        }

        var (_, list) = await gate.GetAsync($"v1/resolutions?image={Gate.Repository}:1");
        Assert.Equal([$"sha256:{new string('a', 64)}", $"sha256:{new string('b', 64)}"], list["resolutions"]!.AsArray().Select(r => (string)r!["digest"]!));
        Assert.All(list["resolutions"]!.AsArray(), r => Assert.Equal("production", (string)r!["namespace"]!));
    }

    private static async Task<JsonNode> PinAsync(Gate gate, string review)
    {
        var (_, answer) = await gate.PostAsync("admission/v1/mutate", review);
        return answer["response"]!;
    }
}
