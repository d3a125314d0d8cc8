using System.Collections.Immutable;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.TransparencyLogs;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Bundles;

/// <summary>A bundle whose signature is by somebody the policy names, at times others vouch for. Only now is an envelope's payload worth reading.</summary>
/// <param name="Claims">What the certificate says of the signer; none for a bare key.</param>
/// <param name="LogEntries">Those of trusted logs, all of which describe this signature.</param>
/// <param name="Times">When the signature existed, earliest first; empty where the policy wants no time.</param>
public sealed record VerifiedBundle(
    SigstoreBundle Bundle,
    Signer Signer,
    FulcioClaims Claims,
    ImmutableArray<VerifiedLogEntry> LogEntries,
    ImmutableArray<DateTimeOffset> Times);
