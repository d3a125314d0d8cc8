using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Admission.Plugins.PullPolicy;

/// <summary>
/// Kubernetes' <c>AlwaysPullImages</c>: every container pulls its image each time it starts, so that nobody uses a private image that is on the node without the right to pull it. An
/// update that brings no new image is left alone: its pull policy cannot be changed.
/// </summary>
public sealed class AlwaysPullPlugin : IAdmissionPlugin
{
    private static readonly string[] Lists = ["initContainers", "containers", "ephemeralContainers"];

    public string Name => "AlwaysPullImages";

    public bool Handles(AdmissionAttributes request) =>
        request is { Operation: "CREATE" or "UPDATE", Subresource: "", Object: not null } && request.Is("", "pods") && (request.Operation == "CREATE" || HasNewImage(request));

    public IReadOnlyList<PatchOperation> Mutate(AdmissionAttributes request, ClusterFacts facts) =>
        [.. FindOthers(request.Object!.Value).Select(o => new PatchOperation(o.Pointer, JsonValue.Create("Always")))];

    /// <summary>Somebody behind this plugin may have undone what it did.</summary>
    public PluginAnswer Validate(AdmissionAttributes request, ClusterFacts facts)
    {
        ImmutableArray<PluginViolation> violations =
        [
            .. FindOthers(request.Object!.Value).Select(o => new PluginViolation($"{Name}/pullPolicy", o.Field, $"Unsupported value: {GoText.Quote(o.Value)}: supported values: \"Always\"", "set the pull policy to Always")),
        ];
        PluginRefusal[] refusals = [.. violations.Select(v => PluginRefusal.Forbidden(request, $"{v.Field}: {v.Detail}", violations))];
        return refusals switch
        {
            [] => PluginAnswer.Admitted,
            [var one] => new() { Refusal = one },
            [var first, ..] => new() { Refusal = first with { Message = $"[{string.Join(", ", refusals.Select(r => r.Message))}]" } },
        };
    }

    private static IEnumerable<(string Pointer, string Field, string Value)> FindOthers(JsonElement pod)
    {
        var spec = pod.Field("spec"u8);
        foreach (var list in Lists)
        {
            foreach (var (i, container) in Items(spec, list).Index().Where(c => !c.Item.Field("imagePullPolicy"u8).Is("Always"u8)))
            {
                yield return ($"/spec/{list}/{i}/imagePullPolicy", $"spec.{list}[{i}].imagePullPolicy", container.Text("imagePullPolicy"u8));
            }
        }

        foreach (var (i, volume) in Items(spec, "volumes").Index().Where(v => v.Item.Field("image"u8) is { IsPresent: true } image && !image.Field("pullPolicy"u8).Is("Always"u8)))
        {
            yield return ($"/spec/volumes/{i}/image/pullPolicy", $"spec.volumes[{i}].image.pullPolicy", volume.Field("image"u8).Text("pullPolicy"u8));
        }
    }

    private static bool HasNewImage(AdmissionAttributes request) => request.OldObject is not { } old || ReadImages(request.Object!.Value).Except(ReadImages(old), StringComparer.Ordinal).Any();

    private static IEnumerable<string> ReadImages(JsonElement pod) =>
        [
            .. Lists.SelectMany(l => Items(pod.Field("spec"u8), l)).Select(c => c.Text("image"u8)),
            .. Items(pod.Field("spec"u8), "volumes").Select(v => v.Field("image"u8).Text("reference"u8)).Where(r => r.Length > 0),
        ];

    private static IEnumerable<JsonElement> Items(JsonElement spec, string list) =>
        spec.ValueKind == JsonValueKind.Object && spec.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : Enumerable.Empty<JsonElement>();
}
