namespace Gatehouse.Cel;

/// <summary>What one evaluation may use.</summary>
public sealed record CelLimits
{
    /// <summary>The API server's limit for one expression, in cost units (k8s.io/apiserver, <c>PerCallLimit</c>).</summary>
    public static CelLimits Kubernetes { get; } = new() { Cost = 1_000_000 };

    /// <summary>Cost units; an evaluation that would exceed them ends with an error.</summary>
    public long Cost { get; init; } = 10_000_000;
}
