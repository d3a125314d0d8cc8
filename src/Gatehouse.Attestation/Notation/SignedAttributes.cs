using System.Collections.Immutable;

namespace Gatehouse.Attestation.Notation;

/// <summary>What the protected header says beside algorithm and content type. Claims of the signer, true as far as the signer is trusted.</summary>
public sealed record SignedAttributes
{
    public required SigningScheme Scheme { get; init; }

    /// <summary>By the signer's clock for <see cref="SigningScheme.X509"/>, the authentic time for <see cref="SigningScheme.SigningAuthority"/>. Whole seconds are signed.</summary>
    public required DateTimeOffset SigningTime { get; init; }

    /// <summary>From this instant on the signature does not count; null when it stays good.</summary>
    public DateTimeOffset? Expiry { get; init; }

    /// <summary>Verification plugin attributes are among them.</summary>
    public ImmutableArray<ExtendedAttribute> Extended { get; init; } = [];
}
