using System.Text.Json;

namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>A container of a pod and where it is.</summary>
/// <param name="SecurityContext">Undefined when absent.</param>
/// <param name="List"><c>initContainers</c>, <c>containers</c> or <c>ephemeralContainers</c>.</param>
internal readonly record struct ContainerView(JsonElement Container, JsonElement SecurityContext, string List, int Index)
{
    public string Name => Container.Text("name"u8);

    public string Path => $"spec.{List}[{Index}]";
}
