using Gatehouse.Grafeas.V1;

namespace Gatehouse.Metadata.Validation;

/// <summary>A fingerprint needs its v1 name and at least one v2 blob.</summary>
internal static class FingerprintValidator
{
    public static void Check(Fingerprint? fingerprint, Checks checks)
    {
        checks.Require("fingerprint", fingerprint is not null);
        if (fingerprint is not null)
        {
            var at = checks.At("fingerprint");
            at.Require("v1_name", fingerprint.V1Name);
            at.Require("v2_blob", fingerprint.V2Blob.Count > 0);
        }
    }
}
