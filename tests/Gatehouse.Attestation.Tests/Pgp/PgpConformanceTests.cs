using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Attestors;
using Gatehouse.Attestation.Pgp;
using Gatehouse.Attestation.SimpleSigning;
using Gatehouse.Attestation.Tests.Standards;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Tests.Pgp;

[Trait("Category", "Conformance"), Trait("Suite", "attestations: pgp")]
public sealed class PgpConformanceTests
{
    public static TheoryData<string> Names => StandardCase.Names("pgp");

    /// <summary>The signature by the form it must have, then the key id and the payload.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Signature_of_a_given_form_is_judged_as_the_index_says(string name)
    {
        var row = StandardCase.Get("pgp", name);
        var read = PgpPublicKey.Parse(row.ReadText(row.Input("publicKey")));
        var outcome = read
            .Then(key => key.Fingerprint == row.Input("keyId") ? VerifyForm(row, key) : new Failure(FailureReason.UnknownKey, VerificationStep.Key, "another key id"))
            .Then(v => SimpleSigningPayload.Parse(v.Content))
            .Then(p => p.Mismatch(Image(row)) is { } failure ? failure : (Outcome<SimpleSigningPayload>)p);
        Assert.True(outcome.Succeeded == row.Passes, $"expected {row.Reason}, got {outcome}");
    }

    /// <summary>The same in an attestation occurrence, where the form is found out.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Occurrence_with_the_signature_is_judged_as_the_index_says(string name)
    {
        var row = StandardCase.Get("pgp", name);
        var attestor = Attestor.Create("projects/p/attestors/a", "projects/p/notes/a", AttestorKey.FromPgp(row.ReadText(row.Input("publicKey"))));
        var occurrence = new AttestationOccurrence
        {
            NoteName = "projects/p/notes/a",
            ResourceUri = $"https://{row.Input("image")}@{row.Input("digest")}",
            SerializedPayload = Payload(row),
            Signatures = [new(row.ReadBytes(), row.Input("keyId"))],
        };
        var outcome = attestor.Verify(occurrence, Image(row), row.Now);
        Assert.True(outcome.Succeeded == row.Passes, $"expected {row.Reason}, got {outcome}");
    }

    private static Outcome<PgpVerified> VerifyForm(StandardCase row, PgpPublicKey key) => row.Input("form") switch
    {
        "message" => PgpVerification.VerifyMessage(row.ReadBytes(), key, row.Now),
        "clearsign" => PgpVerification.VerifyCleartext(row.ReadBytes(), key, row.Now),
        "detached" => PgpVerification.VerifyDetached(row.ReadBytes(), Payload(row), key, row.Now),
        var other => throw new InvalidOperationException($"form {other}"),
    };

    private static byte[] Payload(StandardCase row) => row.Inputs.TryGetProperty("payload", out var file) ? row.ReadBytes(file.GetString()!) : [];

    private static ImageReference Image(StandardCase row) => ImageReference.Parse($"{row.Input("image")}@{row.Input("digest")}");
}
