using System.Collections.Immutable;

namespace Gatehouse.Admission.Judgements;

/// <summary>Asks what policies say of images, without any object of a cluster.</summary>
public sealed record JudgementRequest
{
    /// <summary>As a workload would name them; at least one.</summary>
    public ImmutableArray<string> Images { get => field.IsDefault ? [] : field; init; }

    /// <summary>Where they would run; empty for the namespace of the first of <see cref="Policies"/> that has one, else <c>default</c>.</summary>
    public string? Namespace { get; init; }

    /// <summary>Of the workload; <c>Pod</c> by default.</summary>
    public string? Kind { get; init; }

    public string? ServiceAccount { get; init; }

    /// <summary>Who would deploy them; the caller by default.</summary>
    public string? User { get; init; }

    public ImmutableArray<string> Groups { get => field.IsDefault ? [] : field; init; }

    /// <summary>YAML or JSON documents to judge by instead of those that are stored; keys, roots and authorities that are stored count beside them. Empty for the stored ones.</summary>
    public string? Policies { get; init; }
}
