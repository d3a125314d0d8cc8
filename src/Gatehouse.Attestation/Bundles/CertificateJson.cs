using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Bundles;

/// <summary>dev.sigstore.common.v1.X509Certificate.</summary>
internal static class CertificateJson
{
    public static Certificate? Read(JsonObjectReader item)
    {
        var der = item.RequiredBytes("rawBytes");
        try
        {
            return Certificate.Parse(der);
        }
        catch (FormatException e)
        {
            item.Refuse("rawBytes", $"is no certificate: {e.Message}", FailureReason.CertificateInvalid);
            return null;
        }
    }
}
