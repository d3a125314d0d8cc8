using System.Collections.Immutable;
using Gatehouse.Admission.Judging;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Admission.Decisions;

/// <summary>A verdict given to somebody, with what it was given on.</summary>
public sealed record Decision
{
    /// <summary>See <see cref="DecisionIds"/>; empty when the decision was not kept, as for dry runs.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>Who asked the gate, as proven by a credential: usually the API server.</summary>
    public required string Principal { get; init; }

    /// <summary>What the decision is about.</summary>
    public required DecisionSubject Subject { get; init; }

    /// <summary>SHA-256 of the request's bytes, as <c>sha256:…</c>.</summary>
    public required string RequestDigest { get; init; }

    /// <summary>The facts and policies are at least as new as this place in the order of all changes.</summary>
    public required long FactRevision { get; init; }

    /// <summary>The policies that were asked, in their order.</summary>
    public required ImmutableArray<PolicyUse> Policies { get; init; }

    public required ImmutableArray<ImageUse> Images { get; init; }

    public required bool Allowed { get; init; }

    /// <summary>How the gate was set to fail at that time.</summary>
    public required FailureMode FailureMode { get; init; }

    /// <summary>All of them, also those that an open gate let pass.</summary>
    public required ImmutableArray<Violation> Violations { get; init; }

    /// <summary>What policies found that only warn, or only record.</summary>
    public ImmutableArray<Advisory> Advisories { get => field.IsDefault ? [] : field; init; }

    public required ImmutableArray<string> Warnings { get; init; }

    /// <summary>Why somebody who may had it admitted against its violations; null when nobody did.</summary>
    public string? BreakGlass { get; init; }
}
