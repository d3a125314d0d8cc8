using System.Text;
using Gatehouse.Grafeas.V1;
using Gatehouse.Grafeas.V1Beta1.Attestation;
using Google.Protobuf;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>
/// PGP attestations of v1beta1. Their one text is an OpenPGP message that holds the signed content (often simple signing JSON) with its signature. In v1 it is the
/// payload, and once more the signature, under the id of its key: a verifier of attached signatures has all it needs.
/// </summary>
internal static class PgpAttestations
{
    public static PgpSignedAttestation? Find(Grafeas.V1Beta1.Occurrence occurrence) => occurrence.Attestation?.Attestation?.PgpSignedAttestation;

    /// <returns>The occurrence with a generic attestation in the place of its PGP one.</returns>
    public static Grafeas.V1Beta1.Occurrence AsGeneric(Grafeas.V1Beta1.Occurrence occurrence, PgpSignedAttestation pgp)
    {
        var generic = occurrence.Clone();
        var message = ByteString.CopyFromUtf8(pgp.Signature);
        generic.Attestation.Attestation.GenericSignedAttestation = new()
        {
            SerializedPayload = message,
            Signatures = { new Grafeas.V1Beta1.Signature { Signature_ = message, PublicKeyId = pgp.PgpKeyId } },
        };
        return generic;
    }

    /// <summary>Notes on the v1 attestation that it was a PGP one, with what v1 has no place for.</summary>
    public static void Remember(AttestationOccurrence attestation, PgpSignedAttestation pgp)
    {
        var rest = pgp.Clone();
        rest.Signature = "";
        var field = new WireWriter();
        field.WriteBytes(ReservedFields.PgpSignedAttestation, rest.ToByteArray());
        attestation.MergeFrom(field.Written.Span);
    }

    /// <summary>Makes an attestation a PGP one again, unless its payload and signature are no longer one message.</summary>
    public static void Restore(AttestationOccurrence attestation, Details v1Beta1)
    {
        if (Recall(attestation) is not { } pgp || v1Beta1.Attestation is null || attestation is not { Signatures: [var signature], Jwts.Count: 0 }
            || signature.Signature_ != attestation.SerializedPayload || !TryDecode(signature.Signature_, out var message))
        {
            return;
        }

        pgp.Signature = message;
        if (pgp.PgpKeyId != signature.PublicKeyId)
        {
            pgp.PgpKeyId = signature.PublicKeyId;
        }

        v1Beta1.Attestation.PgpSignedAttestation = pgp;
    }

    private static PgpSignedAttestation? Recall(AttestationOccurrence attestation)
    {
        try
        {
            var remembered = WireReader.Read(attestation.ToByteArray())
                .LastOrDefault(f => f is { Number: ReservedFields.PgpSignedAttestation, Type: WireFormat.WireType.LengthDelimited });
            return remembered == default ? null : PgpSignedAttestation.Parser.ParseFrom(remembered.Value.Span);
        }
        catch (InvalidProtocolBufferException)
        {
            // A v1 client sent something else under our number.
            return null;
        }
    }

    private static bool TryDecode(ByteString bytes, out string text)
    {
        text = bytes.ToStringUtf8();
        return Encoding.UTF8.GetByteCount(text) == bytes.Length && ByteString.CopyFromUtf8(text) == bytes;
    }
}
