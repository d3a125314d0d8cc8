namespace Gatehouse.Admission.Registries;

/// <summary>What was asked of which registry, what came of it, and what to do.</summary>
public sealed class RegistryException(RegistryProblem problem, string message, Exception? inner = null) : Exception(message, inner)
{
    public RegistryProblem Problem { get; } = problem;
}
