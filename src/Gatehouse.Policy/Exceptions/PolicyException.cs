using System.Collections.Immutable;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.Exceptions;

/// <summary>What is let pass for a while, and on whose word. It excuses only what it names.</summary>
public sealed record PolicyException
{
    public required string Name { get; init; }

    /// <summary>Ids of vulnerabilities (<c>CVE-2024-1</c>) or of kinds of violations (<see cref="ViolationId"/>); at least one.</summary>
    public required ImmutableArray<string> Ids { get; init; }

    /// <summary>Empty for all.</summary>
    public ImmutableArray<ClusterImageGlob> Images { get; init; } = [];

    /// <summary>Names of policies as violations tell them; empty for all.</summary>
    public ImmutableArray<NamePattern> Policies { get; init; } = [];

    /// <summary>Empty for all.</summary>
    public ImmutableArray<NamePattern> Namespaces { get; init; } = [];

    /// <summary>It holds before this instant.</summary>
    public required DateTimeOffset Until { get; init; }

    public required string ApprovedBy { get; init; }

    public required string Reason { get; init; }

    /// <summary>Where it was discussed; may be empty.</summary>
    public string Ticket { get; init; } = "";

    /// <summary>Whether it is for this violation, its time apart.</summary>
    public bool Names(Violation violation, string @namespace) =>
        (Ids.Contains(violation.Id) || Ids.Contains(LastSegment(violation.Subject)))
        && (Images.IsEmpty || Images.Any(i => i.Matches(violation.Image)))
        && (Policies.IsEmpty || Policies.Any(p => p.Matches(violation.Policy)))
        && (Namespaces.IsEmpty || Namespaces.Any(n => n.Matches(@namespace)));

    public bool IsOver(DateTimeOffset now) => now >= Until;

    private static string LastSegment(string subject) => subject[(subject.LastIndexOf('/') + 1)..];
}
