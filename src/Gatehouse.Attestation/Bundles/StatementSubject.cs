using System.Security.Cryptography;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Provenance;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Bundles;

/// <summary>Whether the statement in an envelope is about an artifact.</summary>
internal static class StatementSubject
{
    private static readonly (string Name, HashAlgorithmName Algorithm)[] Strong =
    [
        ("sha256", HashAlgorithmName.SHA256),
        ("sha384", HashAlgorithmName.SHA384),
        ("sha512", HashAlgorithmName.SHA512),
    ];

    /// <returns>Null when one of its subjects is the artifact.</returns>
    public static Failure? Explain(Envelope envelope, SignedArtifact artifact)
    {
        var statement = SignedStatement.Read(envelope);
        return !statement.Succeeded ? statement.Failures[0]
            : statement.Found.Subjects.Any(s => Names(s, artifact)) ? null
            : new(FailureReason.WrongDigest, VerificationStep.Subject, "no subject of the statement has the digest of the artifact");
    }

    /// <summary>One strong digest that agrees suffices; one that disagrees makes the subject another.</summary>
    private static bool Names(IReadOnlyDictionary<string, string> subject, SignedArtifact artifact)
    {
        var known = Strong.Where(a => subject.ContainsKey(a.Name) && artifact.FindDigest(a.Algorithm) is not null).ToList();
        return known.Count > 0 && known.All(a => subject[a.Name] == Convert.ToHexStringLower(artifact.FindDigest(a.Algorithm)!));
    }
}
