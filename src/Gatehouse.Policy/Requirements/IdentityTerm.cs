using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Policy.Requirements;

/// <summary>Who a certificate has to be for. An issuer without a subject would let in everybody whom it knows, so both are needed.</summary>
public sealed record IdentityTerm(TextTerm Issuer, TextTerm Subject)
{
    public bool Matches(VerifiedSigner signer) => signer.Subject.Length > 0 && Issuer.Matches(signer.Issuer) && Subject.Matches(signer.Subject);

    public override string ToString() => $"{Subject} as {Issuer} knows it";
}
