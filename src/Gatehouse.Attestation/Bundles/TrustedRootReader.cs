using System.Collections.Immutable;
using System.Security.Cryptography;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.TransparencyLogs;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Bundles;

internal static class TrustedRootReader
{
    private const int MaximumEntries = 256;
    private const int MaximumChain = 16;

    public static TrustedRoot? Read(JsonObjectReader root)
    {
        var isKnown = root.RequiredString("mediaType") is "application/vnd.dev.sigstore.trustedroot+json;version=0.1"
            or "application/vnd.dev.sigstore.trustedroot.v0.1+json"
            or "application/vnd.dev.sigstore.trustedroot.v0.2+json";
        if (!isKnown && root.Has("mediaType"))
        {
            root.Refuse("mediaType", "is not that of a trusted root of version 0.1 or 0.2", FailureReason.Unsupported);
        }

        return new()
        {
            Logs = ReadLogs(root, "tlogs"),
            CertificateLogs = ReadLogs(root, "ctlogs"),
            CertificateAuthorities = ReadAuthorities(root, "certificateAuthorities"),
            TimestampAuthorities = ReadAuthorities(root, "timestampAuthorities"),
        };
    }

    private static ImmutableArray<TransparencyLog> ReadLogs(JsonObjectReader root, string member) =>
        [.. root.Objects(member, MaximumEntries).Select(ReadLog).OfType<TransparencyLog>()];

    private static TransparencyLog? ReadLog(JsonObjectReader log)
    {
        var publicKey = log.RequiredObject("publicKey");
        var logId = log.RequiredObject("logId")?.RequiredBytes("keyId");
        var validity = ReadValidity(publicKey);
        if (publicKey is null || logId is null || validity is not { } period || ReadKey(publicKey) is not var (key, scheme))
        {
            return null;
        }

        var checkpointKeyId = log.OptionalObject("checkpointKeyId")?.RequiredBytes("keyId") ?? logId;
        return new(log.OptionalString("baseUrl") ?? "", logId, checkpointKeyId, key, scheme, period);
    }

    private static (PublicKey Key, SignatureScheme Scheme)? ReadKey(JsonObjectReader publicKey)
    {
        var details = publicKey.RequiredString("keyDetails");
        if (details.Length > 0 && FindScheme(details) is not { } scheme)
        {
            return null;
        }

        scheme = FindScheme(details)!;
        var bytes = publicKey.RequiredBytes("rawBytes");
        var outcome = details.StartsWith("PKCS1_RSA_", StringComparison.Ordinal) ? Pkcs1PublicKey.Read(bytes) : PublicKey.FromDer(bytes);
        if (outcome.Found is not { } key)
        {
            publicKey.Refuse("rawBytes", $"is no key: {outcome.Failures[0].Text}", FailureReason.KeyInvalid);
            return null;
        }

        if (!scheme.Fits(key.Kind))
        {
            publicKey.Refuse("keyDetails", $"{details} does not go with a key of kind {key.Kind}", FailureReason.AlgorithmMismatch);
            return null;
        }

        return (key, scheme);
    }

    /// <summary>dev.sigstore.common.v1.PublicKeyDetails; null for those without an implementation here (ML-DSA, LMS).</summary>
    private static SignatureScheme? FindScheme(string details) => details switch
    {
        "PKIX_ECDSA_P256_SHA_256" or "PKIX_ECDSA_P256_HMAC_SHA_256" => SignatureScheme.Ecdsa(HashAlgorithmName.SHA256, EcdsaEncoding.Der),
        "PKIX_ECDSA_P384_SHA_384" => SignatureScheme.Ecdsa(HashAlgorithmName.SHA384, EcdsaEncoding.Der),
        "PKIX_ECDSA_P384_SHA_256" => SignatureScheme.Ecdsa(HashAlgorithmName.SHA256, EcdsaEncoding.Der),
        "PKIX_ECDSA_P521_SHA_512" => SignatureScheme.Ecdsa(HashAlgorithmName.SHA512, EcdsaEncoding.Der),
        "PKIX_ECDSA_P521_SHA_256" => SignatureScheme.Ecdsa(HashAlgorithmName.SHA256, EcdsaEncoding.Der),
        "PKIX_ED25519" => SignatureScheme.Ed25519,
        "PKIX_ED25519_PH" => SignatureScheme.Ed25519Prehashed,
        "PKIX_RSA_PKCS1V5" or "PKCS1_RSA_PKCS1V5" => SignatureScheme.RsaPkcs1(HashAlgorithmName.SHA256),
        "PKIX_RSA_PKCS1V15_2048_SHA256" or "PKIX_RSA_PKCS1V15_3072_SHA256" or "PKIX_RSA_PKCS1V15_4096_SHA256" => SignatureScheme.RsaPkcs1(HashAlgorithmName.SHA256),
        "PKIX_RSA_PSS" or "PKCS1_RSA_PSS" or "PKIX_RSA_PSS_2048_SHA256" or "PKIX_RSA_PSS_3072_SHA256" or "PKIX_RSA_PSS_4096_SHA256" => SignatureScheme.RsaPss(HashAlgorithmName.SHA256),
        _ => null,
    };

    private static ImmutableArray<CertificateAuthority> ReadAuthorities(JsonObjectReader root, string member) =>
        [.. root.Objects(member, MaximumEntries).Select(ReadAuthority).OfType<CertificateAuthority>()];

    private static CertificateAuthority? ReadAuthority(JsonObjectReader authority)
    {
        var chain = authority.RequiredObject("certChain");
        var certificates = (chain?.Objects("certificates", MaximumChain) ?? []).Select(CertificateJson.Read).ToList();
        if (chain is not null && certificates.Count == 0)
        {
            chain.Refuse("certificates", "is empty", FailureReason.MissingMaterial);
        }

        return ReadValidity(authority) is { } period && certificates.Count > 0 && !certificates.Contains(null)
            ? new([.. certificates.OfType<Certificate>()], period, authority.OptionalString("uri") ?? "")
            : null;
    }

    /// <summary>Without a start a period is malformed and must not be read as boundless.</summary>
    private static ValidityPeriod? ReadValidity(JsonObjectReader? holder)
    {
        if (holder?.RequiredObject("validFor") is not { } period)
        {
            return null;
        }

        if (!period.Has("start"))
        {
            period.Refuse("start", "is missing");
        }

        return period.OptionalTime("start") is { } start ? new(start, period.OptionalTime("end")) : null;
    }
}
