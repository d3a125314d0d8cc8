using System.Collections.Immutable;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Kritis;

namespace Gatehouse.Admission.Policies.Kritis;

/// <summary>Kritis's <c>KritisConfig</c>: kept and checked, so that a set of Kritis's files can be applied as it is; it configures nothing here.</summary>
public sealed class KritisConfigKind : PolicyKind<KritisConfig>
{
    public const string Name = "KritisConfig";

    public override string Kind => Name;

    public override ImmutableArray<string> ApiVersions => KritisDocuments.ApiVersions;

    public override bool IsNamespaced => false;

    protected override KritisConfig? Read(ManifestKey key, FieldReader root)
    {
        if (KritisDocuments.Spec(root, "{}") is not { } spec)
        {
            return null;
        }

        root.Warn("kind", "Gatehouse reads gatehouse.yaml; this configuration is kept and not followed");
        var backend = spec.Word("metadataBackend", [KritisConfig.ContainerAnalysis, KritisConfig.Grafeas]) ?? KritisConfig.ContainerAnalysis;
        var interval = ReadInterval(spec);
        var server = spec.Text("serverAddr") is { Length: > 0 } address ? address : ":443";
        var grafeas = ReadGrafeas(spec, backend);
        spec.Finish();
        return new(key.Name, backend, interval, server, grafeas);
    }

    private static TimeSpan ReadInterval(FieldReader spec)
    {
        if (spec.Text("cronInterval") is not { Length: > 0 } text)
        {
            return TimeSpan.FromHours(1);
        }

        if (!GoDuration.TryParse(text, out var interval))
        {
            spec.Error("cronInterval", $"\"{text}\" is no duration above zero, such as 90s, 10m or 1h30m");
        }

        return interval;
    }

    private static string ReadGrafeas(FieldReader spec, string backend)
    {
        var grafeas = spec.Mapping("grafeas");
        var address = grafeas?.Text("addr") ?? "";
        grafeas?.Finish();
        if (backend == KritisConfig.Grafeas && address.Length == 0)
        {
            (grafeas ?? spec).Error(grafeas is null ? "grafeas" : "addr", "the backend grafeas needs an address, grafeas: {addr: HOST:PORT}");
        }
        else if (backend != KritisConfig.Grafeas && address.Length > 0)
        {
            grafeas!.Warn("addr", $"is not used by the backend {backend}");
        }

        return address;
    }
}
