namespace Gatehouse.Policy.Verdicts;

/// <summary>One reason against something.</summary>
/// <param name="Id">Stable, for tests, metrics and exceptions; one of <see cref="ViolationId"/>.</param>
/// <param name="Reason">Short, and the same for all of its kind.</param>
/// <param name="Detail">This case: the offender and what was expected of it.</param>
/// <param name="Policy">The policy that said so, as <c>NAMESPACE/NAME</c>; empty when no policy had to be asked.</param>
/// <param name="Remedy">What would satisfy it.</param>
public sealed record Violation(string Id, string Reason, string Detail, string Policy, string Remedy)
{
    /// <summary>Where the requirement stands in its policy, for example <c>any[1].all[0].attestedBy</c>; empty when it is the whole policy.</summary>
    public string Path { get; init; } = "";

    /// <summary>The field of the object that names the image, for example <c>spec.containers[0].image</c>; empty outside of a workload.</summary>
    public string Field { get; init; } = "";

    /// <summary>Name of the container; empty outside of a workload.</summary>
    public string Container { get; init; } = "";

    /// <summary>The image as written.</summary>
    public string Image { get; init; } = "";

    /// <summary>What exactly offends: a vulnerability's note, an authority; empty when it is the image itself.</summary>
    public string Subject { get; init; } = "";
}
