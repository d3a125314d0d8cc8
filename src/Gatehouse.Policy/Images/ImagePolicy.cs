using System.Collections.Immutable;
using Gatehouse.Policy.Exceptions;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Policy.Images;

/// <summary>Gatehouse's own policy for images: which, what is asked of them, what is let pass for a while, and what follows.</summary>
public sealed record ImagePolicy
{
    public required string Name { get; init; }

    public WorkloadMatch Match { get; init; } = new();

    public required Requirement Requirement { get; init; }

    /// <summary>Attestors (of Kritis as <c>NAMESPACE/NAME</c>, of Binary Authorization as <c>projects/P/attestors/A</c>) that it names.</summary>
    public ImmutableArray<string> Attestors { get; init; } = [];

    /// <summary>Names of <c>TrustedKey</c> documents.</summary>
    public ImmutableArray<string> TrustedKeys { get; init; } = [];

    /// <summary>Names of <c>TrustedRoot</c> documents.</summary>
    public ImmutableArray<string> TrustedRoots { get; init; } = [];

    public ImmutableArray<PolicyException> Exceptions { get; init; } = [];

    public PolicyMode Mode { get; init; } = PolicyMode.Enforce;

    /// <summary>Facts that cannot be read let pass, with a warning; by default they refuse.</summary>
    public bool FailsOpen { get; init; }
}
