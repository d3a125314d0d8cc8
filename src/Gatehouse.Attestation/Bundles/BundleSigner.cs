using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Bundles;

/// <summary>The signer a certificate names, who is one of those the policy names.</summary>
internal sealed record BundleSigner(Signer Signer, FulcioClaims Claims)
{
    public static Outcome<BundleSigner> Find(Certificate certificate, BundlePolicy policy, DateTimeOffset? time)
    {
        FulcioClaims claims;
        try
        {
            claims = FulcioClaims.Read(certificate);
        }
        catch (FormatException e)
        {
            return new Failure(FailureReason.CertificateInvalid, VerificationStep.Identity, e.Message);
        }

        var reasons = policy.Identities.Select(i => i.Explain(certificate, claims)).ToList();
        var match = reasons.IndexOf(null);
        return match < 0
            ? new Failure(FailureReason.WrongIdentity, VerificationStep.Identity, string.Join("; ", reasons))
            : new BundleSigner(ToSigner(certificate, claims, policy.Identities[match], time), claims);
    }

    private static Signer ToSigner(Certificate certificate, FulcioClaims claims, CertificateIdentity identity, DateTimeOffset? time)
    {
        var name = certificate.AlternativeNames.First(n => n.Kind != AlternativeNameKind.Other && identity.Subject.Covers(n.Value));
        return new(certificate.PublicKey.Found!.Id, 0) { Identity = name.Value, Issuer = claims[FulcioClaim.Issuer], Time = time };
    }
}
