using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Access.Policies;

/// <summary>Limits of a policy.</summary>
public sealed class PolicyLimits
{
    /// <summary>Most bindings of a policy. Default 1,500, as at Google.</summary>
    [Range(1, 100_000)]
    public int Bindings { get; set; } = 1_500;

    /// <summary>Most members in all bindings of a policy together, repetitions counted. Default 1,500.</summary>
    [Range(1, 1_000_000)]
    public int Members { get; set; } = 1_500;

    /// <summary>Most bindings of a policy that have a condition; a decision may have to evaluate each. Default 100.</summary>
    [Range(0, 10_000)]
    public int Conditions { get; set; } = 100;
}
