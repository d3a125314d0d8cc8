using System.Collections.Immutable;

namespace Gatehouse.Attestation.Notation;

/// <summary>A signature, the artifact it should be of, and everything that may be looked at to judge it.</summary>
public sealed record NotationRequest
{
    /// <summary>Of the envelope, <c>application/jose+json</c> or <c>application/cose</c>.</summary>
    public required string MediaType { get; init; }

    public required ReadOnlyMemory<byte> Envelope { get; init; }

    public required ArtifactDescriptor Artifact { get; init; }

    /// <summary>The one that applies to the artifact.</summary>
    public required TrustPolicyStatement Statement { get; init; }

    public required TrustStore TrustStore { get; init; }

    /// <summary>The instant of the verification.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>By <see cref="Thumbprint"/>; what is missing is unknown.</summary>
    public ImmutableDictionary<string, RevocationFact> Revocation { get; init; } = ImmutableDictionary<string, RevocationFact>.Empty;

    /// <summary>Annotations the signer must have signed.</summary>
    public ImmutableDictionary<string, string> UserMetadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    public NotationLimits Limits { get; init; } = NotationLimits.Default;
}
