using System.Collections.Immutable;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>Whether a trust store of the right type vouches for the signer, and the statement trusts that identity.</summary>
internal static class AuthenticityCheck
{
    public static ImmutableArray<Failure> Check(SignatureEnvelope envelope, TrustPolicyStatement statement, TrustStore store)
    {
        var type = envelope.Attributes.Scheme is SigningScheme.X509 ? TrustStoreType.CertificateAuthority : TrustStoreType.SigningAuthority;
        ImmutableArray<TrustStoreName> names = [.. statement.TrustStores.Where(s => s.Type == type)];
        if (names.IsEmpty)
        {
            return [Fail(FailureReason.CertificateUntrusted, VerificationStep.Certificate, $"the statement \"{statement.Name}\" names no trust store for signatures of the scheme {NotationNames.Of(envelope.Attributes.Scheme)}")];
        }
        var anchors = store.Get(names);
        return !anchors.Succeeded ? anchors.Failures
            : !envelope.Chain.Any(anchors.Found.Contains) ? [Fail(FailureReason.CertificateUntrusted, VerificationStep.Certificate, $"no certificate of the chain is in {string.Join(", ", names)}")]
            : CheckIdentity(envelope, statement);
    }

    private static ImmutableArray<Failure> CheckIdentity(SignatureEnvelope envelope, TrustPolicyStatement statement)
    {
        if (statement.TrustsAnyIdentity)
        {
            return [];
        }
        var subject = DistinguishedName.FromDer(envelope.Chain[0].Subject);
        return !subject.Succeeded ? subject.Failures
            : statement.TrustedIdentities.Any(i => i.IsPartOf(subject.Found)) ? []
            : [Fail(FailureReason.WrongIdentity, VerificationStep.Identity, $"the signer \"{Shown.Of(subject.Found.ToString())}\" is none of the trusted identities")];
    }

    private static Failure Fail(FailureReason reason, VerificationStep step, string text) => new(reason, step, text);
}
