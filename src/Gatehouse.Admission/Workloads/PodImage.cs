namespace Gatehouse.Admission.Workloads;

/// <summary>An image that a workload would run or mount.</summary>
/// <param name="Field">Where the object names it, for example <c>spec.template.spec.containers[0].image</c>.</param>
/// <param name="Container">Name of the container, or of the volume.</param>
/// <param name="Image">As written; empty when the container names none.</param>
public sealed record PodImage(string Field, string Container, string Image);
