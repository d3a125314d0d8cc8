using System.Collections.Immutable;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Policies.BinaryAuthorization;
using Gatehouse.Admission.Policies.Kritis;
using Gatehouse.Attestation.Attestors;
using Gatehouse.Manifests.Storage;
using Gatehouse.Policy.BinaryAuthorization;
using Gatehouse.Policy.Kritis;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Admission.Judging;

/// <summary>The policies that a review is judged by, as they are stored now and in the order of their names, with the attestors they name.</summary>
internal sealed record PolicyShelf
{
    public ImmutableArray<GenericAttestationPolicy> AttestationPolicies { get; private init; } = [];

    public ImmutableArray<ImageSecurityPolicy> SecurityPolicies { get; private init; } = [];

    /// <summary>Policies of projects: they are for every namespace.</summary>
    public ImmutableArray<BinaryAuthorizationPolicy> ProjectPolicies { get; private init; } = [];

    /// <summary>Authorities of the namespace and attestors of projects, as far as a policy names them.</summary>
    public ImmutableArray<Attestor> Attestors { get; private init; } = [];

    /// <summary>All of them, readable or not.</summary>
    public ImmutableArray<PolicyUse> Uses { get; private init; } = [];

    /// <summary>A violation for each that cannot be applied.</summary>
    public ImmutableArray<Violation> Unreadable { get; private init; } = [];

    public static async ValueTask<PolicyShelf> ReadAsync(ManifestStore manifests, string @namespace, CancellationToken cancellationToken)
    {
        var attestation = await manifests.ListAsync(new GenericAttestationPolicyKind(), @namespace, cancellationToken);
        var security = await manifests.ListAsync(new ImageSecurityPolicyKind(), @namespace, cancellationToken);
        var projects = await manifests.ListAsync(new BinaryAuthorizationPolicyKind(), cancellationToken);
        var shelf = new PolicyShelf().Add(attestation).Add(security).Add(projects) with
        {
            AttestationPolicies = Readable(attestation),
            SecurityPolicies = Readable(security),
            ProjectPolicies = Readable(projects),
        };
        var authorities = await ReadAuthoritiesAsync(shelf, manifests, @namespace, cancellationToken);
        var attestors = await ReadAttestorsAsync(shelf, manifests, cancellationToken);
        return shelf.Add(authorities).Add(attestors) with { Attestors = [.. Readable(authorities), .. Readable(attestors)] };
    }

    private static async ValueTask<ImmutableArray<ShelfEntry<Attestor>>> ReadAuthoritiesAsync(PolicyShelf shelf, ManifestStore manifests, string @namespace, CancellationToken cancellationToken)
    {
        var named = shelf.AttestationPolicies.SelectMany(p => p.AttestationAuthorityNames).Concat(shelf.SecurityPolicies.Select(p => p.AttestationAuthorityName))
            .Where(n => n.Length > 0).ToHashSet(StringComparer.Ordinal);
        return named.Count == 0 ? [] : [.. (await manifests.ListAsync(new AttestationAuthorityKind(), @namespace, cancellationToken)).Where(a => named.Contains(a.Stored.Name))];
    }

    private static async ValueTask<ImmutableArray<ShelfEntry<Attestor>>> ReadAttestorsAsync(PolicyShelf shelf, ManifestStore manifests, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<ShelfEntry<Attestor>>();
        foreach (var name in shelf.ProjectPolicies.SelectMany(p => p.AttestorNames).Distinct(StringComparer.Ordinal))
        {
            // projects/P/attestors/A, which the reader of the policy made sure of.
            var segments = name.Split('/');
            if (await manifests.FindAsync(new AttestorKind(), segments[1], segments[^1], cancellationToken) is { } entry)
            {
                found.Add(entry);
            }
        }

        return found.ToImmutable();
    }

    private static ImmutableArray<T> Readable<T>(ImmutableArray<ShelfEntry<T>> entries)
        where T : class => [.. entries.Select(e => e.Policy).OfType<T>()];

    private PolicyShelf Add<T>(ImmutableArray<ShelfEntry<T>> entries)
        where T : class => this with { Uses = [.. Uses, .. entries.Select(e => e.Use)], Unreadable = [.. Unreadable, .. entries.SelectMany(e => e.Problems)] };
}
