using System.Security.Cryptography;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.TransparencyLogs;

/// <summary>dev.sigstore.common.v1.HashAlgorithm.</summary>
internal static class ProtoHash
{
    /// <returns>Null, and the mistake noted, for one that is not used here.</returns>
    public static HashAlgorithmName? Read(JsonObjectReader reader, string member)
    {
        HashAlgorithmName? algorithm = reader.RequiredString(member) switch
        {
            "SHA2_256" => HashAlgorithmName.SHA256,
            "SHA2_384" => HashAlgorithmName.SHA384,
            "SHA2_512" => HashAlgorithmName.SHA512,
            _ => null,
        };
        if (algorithm is null && reader.Has(member))
        {
            reader.Refuse(member, "is none of SHA2_256, SHA2_384 and SHA2_512", FailureReason.AlgorithmNotAllowed);
        }

        return algorithm;
    }

    public static string Write(HashAlgorithmName algorithm) =>
        algorithm == HashAlgorithmName.SHA256 ? "SHA2_256" : algorithm == HashAlgorithmName.SHA384 ? "SHA2_384" : "SHA2_512";
}
