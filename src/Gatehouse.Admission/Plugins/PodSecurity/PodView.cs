using System.Text.Json;

namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>What the checks ask of a pod or a template of pods, looked up once. It reads the object in place.</summary>
internal sealed class PodView
{
    private readonly ContainerView[] _containers;

    private PodView(JsonElement metadata, JsonElement spec, bool hasHostPorts)
    {
        Spec = spec;
        SecurityContext = spec.Field("securityContext"u8);
        Annotations = metadata.Field("annotations"u8);
        IsWindows = spec.Field("os"u8).Field("name"u8).Is("windows"u8);
        IsInUserNamespace = spec.IsFalse("hostUsers"u8);
        HasHostPorts = hasHostPorts && spec.IsTrue("hostNetwork"u8);
        var (init, ordinary, ephemeral) = (spec.Field("initContainers"u8), spec.Field("containers"u8), spec.Field("ephemeralContainers"u8));
        _containers = new ContainerView[init.ItemCount + ordinary.ItemCount + ephemeral.ItemCount];
        var count = 0;
        Add(init, "initContainers", ref count);
        Add(ordinary, "containers", ref count);
        Add(ephemeral, "ephemeralContainers", ref count);
    }

    public JsonElement Spec { get; }

    public JsonElement SecurityContext { get; }

    public JsonElement Annotations { get; }

    public bool IsWindows { get; }

    public bool IsInUserNamespace { get; }

    /// <summary>On the host's network a port without a host port gets its own number as such: an API server fills it in for pods, but not in templates.</summary>
    public bool HasHostPorts { get; }

    /// <summary>Init containers, ordinary ones, ephemeral ones.</summary>
    public ReadOnlySpan<ContainerView> Containers => _containers;

    public static PodView OfPod(JsonElement pod) => new(pod.Field("metadata"u8), pod.Field("spec"u8), hasHostPorts: true);

    public static PodView OfTemplate(JsonElement template) => new(template.Field("metadata"u8), template.Field("spec"u8), hasHostPorts: false);

    private void Add(JsonElement list, string name, ref int count)
    {
        var index = 0;
        foreach (var container in list.Items)
        {
            _containers[count++] = new(container, container.Field("securityContext"u8), name, index++);
        }
    }
}
