using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Envelopes;

namespace Gatehouse.Attestation.Bundles;

/// <summary>A configured key that may have signed a bundle without a certificate.</summary>
public sealed record BundleKey(TrustedKey Trusted)
{
    /// <summary>Bundles with another hint are not tried; null tries all. A hint selects and proves nothing.</summary>
    public string? Hint { get; init; }

    /// <summary>Every trusted time has to lie in it, as in the validity of a certificate; null for any time.</summary>
    public ValidityPeriod? Validity { get; init; }
}
