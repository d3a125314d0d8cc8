using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Admission.Plugins;

/// <summary>
/// Runs plugins as Kubernetes does: all mutations in the chain's order, each on what the one before left, then all validations. Unlike Kubernetes, which stops at the first
/// refusal, every plugin is heard. Immutable.
/// </summary>
/// <param name="plugins">In the order in which they run.</param>
public sealed class PluginChain(ImmutableArray<IAdmissionPlugin> plugins)
{
    public ChainAnswer Run(AdmissionAttributes request, ClusterFacts facts)
    {
        var patch = ImmutableArray.CreateBuilder<PatchOperation>();
        foreach (var plugin in plugins)
        {
            request = Mutate(plugin, request, facts, patch);
        }

        PluginAnswer[] answers = [.. plugins.Where(p => p.Handles(request)).Select(p => p.Validate(request, facts))];
        return new(
            patch.ToImmutable(),
            request.Object,
            [.. answers.Select(a => a.Refusal).OfType<PluginRefusal>()],
            [.. answers.SelectMany(a => a.Warnings)],
            ImmutableDictionary.CreateRange(answers.SelectMany(a => a.AuditAnnotations)));
    }

    private static AdmissionAttributes Mutate(IAdmissionPlugin plugin, AdmissionAttributes request, ClusterFacts facts, ImmutableArray<PatchOperation>.Builder patch)
    {
        if (request.Object is not { } before || !plugin.Handles(request) || plugin.Mutate(request, facts) is not { Count: > 0 } operations)
        {
            return request;
        }

        patch.AddRange(operations);
        return request with { Object = Apply(before, operations) };
    }

    private static JsonElement Apply(JsonElement before, IReadOnlyList<PatchOperation> operations)
    {
        JsonNode root = JsonObject.Create(before)!;
        foreach (var operation in operations)
        {
            Set(root, operation);
        }

        using var document = JsonDocument.Parse(root.ToJsonString());
        return document.RootElement.Clone();
    }

    private static void Set(JsonNode root, PatchOperation operation)
    {
        string[] steps = [.. operation.Path.Split('/').Skip(1).Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        var parent = steps.SkipLast(1).Aggregate(root, (node, step) => node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);
        if (parent is JsonArray items)
        {
            items.Insert(steps[^1] == "-" ? items.Count : int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture), operation.Value.DeepClone());
        }
        else
        {
            parent[steps[^1]] = operation.Value.DeepClone();
        }
    }
}
