using System.Text.Json;

namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>Rules about volumes.</summary>
internal static class VolumeChecks
{
    private static readonly string[] Forbidden =
    [
        "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "gitRepo", "nfs", "iscsi", "glusterfs", "rbd", "flexVolume", "cinder", "cephfs", "flocker", "fc", "azureFile",
        "vsphereVolume", "quobyte", "azureDisk", "photonPersistentDisk", "portworxVolume", "scaleIO", "storageos",
    ];

    public static CheckFinding? HostPath(PodView pod)
    {
        Volumes? offenders = null;
        var index = 0;
        foreach (var volume in pod.Spec.Field("volumes"u8).Items)
        {
            if (volume.Field("hostPath"u8).IsPresent)
            {
                (offenders ??= new()).Add(volume, index, "hostPath");
            }

            index++;
        }

        return offenders is null ? null : new("hostPathVolumes", "hostPath volumes", offenders.Describe(), offenders.Field);
    }

    public static CheckFinding? Restricted(PodView pod)
    {
        Volumes? offenders = null;
        var index = 0;
        foreach (var volume in pod.Spec.Field("volumes"u8).Items)
        {
            if (FindForbiddenType(volume) is { } type)
            {
                (offenders ??= new()).Add(volume, index, type);
            }

            index++;
        }

        return offenders is null ? null : new("restrictedVolumes", "restricted volume types", offenders.DescribeTypes(), offenders.Field);
    }

    /// <returns>Null for an allowed one, and for a volume without a source: that is an <c>emptyDir</c>.</returns>
    private static string? FindForbiddenType(JsonElement volume)
    {
        var hasSource = false;
        foreach (var property in volume.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null || property.NameEquals("name"u8))
            {
                continue;
            }

            if (IsAllowed(property))
            {
                return null;
            }

            hasSource = true;
        }

        return hasSource ? Array.Find(Forbidden, t => volume.TryGetProperty(t, out var source) && source.ValueKind != JsonValueKind.Null) ?? "unknown" : null;
    }

    private static bool IsAllowed(JsonProperty source) =>
        source.NameEquals("projected"u8) || source.NameEquals("configMap"u8) || source.NameEquals("secret"u8) || source.NameEquals("emptyDir"u8) || source.NameEquals("persistentVolumeClaim"u8)
        || source.NameEquals("csi"u8) || source.NameEquals("downwardAPI"u8) || source.NameEquals("ephemeral"u8) || source.NameEquals("image"u8);

    private sealed class Volumes
    {
        private readonly List<string> _names = [];
        private readonly SortedSet<string> _types = new(StringComparer.Ordinal);

        public string Field { get; private set; } = "";

        public void Add(JsonElement volume, int index, string type)
        {
            Field = Field.Length == 0 ? $"spec.volumes[{index}]" : Field;
            _names.Add(volume.Text("name"u8));
            _ = _types.Add(type);
        }

        public string Describe() => $"{GoText.Plural("volume", "volumes", _names.Count)} {GoText.JoinQuoted(_names)}";

        public string DescribeTypes() =>
            $"{Describe()} {GoText.Plural("uses", "use", _names.Count)} {GoText.Plural("restricted volume type", "restricted volume types", _types.Count)} {GoText.JoinQuoted(_types)}";
    }
}
