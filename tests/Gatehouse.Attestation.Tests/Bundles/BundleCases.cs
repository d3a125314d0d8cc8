using System.Collections.Concurrent;
using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Tests.Standards;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Tests.Bundles;

/// <summary>Runs a row that gives a bundle, a trusted root and whom to expect.</summary>
internal static class BundleCases
{
    private static readonly ConcurrentDictionary<string, Outcome<TrustedRoot>> Roots = new();

    public static Outcome<VerifiedBundle> Verify(StandardCase row)
    {
        var root = Root(row, "trustedRoot");
        var policy = Policy(row);
        return root.Then(r => SigstoreBundle.Parse(row.ReadBytes()).Then(b => BundleVerifier.Verify(b, Artifact(row), r, policy)));
    }

    public static Outcome<TrustedRoot> Root(StandardCase row, string input) =>
        Roots.GetOrAdd(Path.Combine(row.Folder, row.Input(input)), path => TrustedRoot.Parse(File.ReadAllBytes(path)));

    private static SignedArtifact? Artifact(StandardCase row) =>
        Find(row, "artifact") is { } file ? SignedArtifact.FromBytes(row.ReadBytes(file))
        : Find(row, "artifactDigest") is { } digest ? SignedArtifact.FromSha256(digest["sha256:".Length..])
        : null;

    private static BundlePolicy Policy(StandardCase row) => new()
    {
        Keys = Find(row, "key") is { } key ? [new BundleKey(new TrustedKey(PublicKey.FromPem(row.ReadText(key)).Value))] : [],
        Identities = Find(row, "key") is null ? [new(Match(row, "issuer"), Match(row, "identity"))] : [],
    };

    /// <summary>A row that names nobody only asks whether the bundle holds at all.</summary>
    private static TextMatch Match(StandardCase row, string input) => Find(row, input) is { } text ? TextMatch.Exactly(text) : TextMatch.Matching(".+");

    private static string? Find(StandardCase row, string input) => row.Inputs.TryGetProperty(input, out var value) ? value.GetString() : null;
}
