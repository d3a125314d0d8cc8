using System.Collections.Immutable;
using System.Formats.Asn1;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>Certificates against revocation facts, from the root to the leaf.</summary>
internal static class RevocationCheck
{
    private const string AuthorityInformation = "1.3.6.1.5.5.7.1.1";
    private const string Ocsp = "1.3.6.1.5.5.7.48.1";
    private const string DistributionPoints = "2.5.29.31";

    /// <param name="signedBy">The latest instant at which a trusted party saw the signature; null when none did.</param>
    public static IEnumerable<Failure> Check(IEnumerable<Certificate> chain, ImmutableDictionary<string, RevocationFact> facts, DateTimeOffset? signedBy)
    {
        foreach (var certificate in chain.Reverse())
        {
            var thumbprint = Thumbprint.Of(certificate);
            var fact = facts.GetValueOrDefault(thumbprint);
            if (fact?.State is RevocationState.Revoked)
            {
                if (signedBy is null || fact.InvalidFrom is not { } from || from <= signedBy)
                {
                    yield return new(FailureReason.CertificateRevoked, VerificationStep.Revocation, $"the certificate {thumbprint} has been revoked");
                }
            }
            else if (fact?.State is not RevocationState.Good && HasPointer(certificate) && !certificate.IsSelfIssued)
            {
                yield return new(FailureReason.RevocationUnknown, VerificationStep.Revocation, $"whether the certificate {thumbprint} has been revoked is not known");
            }
        }
    }

    /// <summary>A certificate that says nowhere to ask cannot be revoked.</summary>
    private static bool HasPointer(Certificate certificate) =>
        certificate.FindExtension(DistributionPoints) is not null || certificate.FindExtension(AuthorityInformation) is { } extension && HasOcsp(extension.Value);

    private static bool HasOcsp(ReadOnlyMemory<byte> value)
    {
        try
        {
            var list = new AsnReader(value, AsnEncodingRules.DER).ReadSequence();
            while (list.HasData)
            {
                if (list.ReadSequence().ReadObjectIdentifier() == Ocsp)
                {
                    return true;
                }
            }
            return false;
        }
        catch (AsnContentException)
        {
            return true; // unreadable: somebody meant to say something, so the state is not known
        }
    }
}
