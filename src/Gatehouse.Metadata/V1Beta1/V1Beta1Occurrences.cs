using Google.Protobuf;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>
/// Occurrences of grafeas.v1beta1 as occurrences of grafeas.v1 and back. Nothing of a v1beta1 occurrence is lost: <c>FromV1(ToV1(occurrence))</c> equals <c>occurrence</c>.
/// </summary>
public static class V1Beta1Occurrences
{
    public static Grafeas.V1.Occurrence ToV1(Grafeas.V1Beta1.Occurrence occurrence)
    {
        var pgp = PgpAttestations.Find(occurrence);
        var source = pgp is null ? occurrence : PgpAttestations.AsGeneric(occurrence, pgp);
        var v1 = Grafeas.V1.Occurrence.Parser.ParseFrom(ToV1Rewriter.Rewrite(MessageMaps.Occurrences, source.ToByteArray()).Span);
        if (pgp is not null)
        {
            PgpAttestations.Remember(v1.Attestation, pgp);
        }

        return v1;
    }

    /// <summary>Fields that only v1 has do not appear; a kind that only v1 has appears as unspecified, with the common fields.</summary>
    public static Grafeas.V1Beta1.Occurrence FromV1(Grafeas.V1.Occurrence occurrence)
    {
        var v1Beta1 = V1Beta1Messages.FromV1(MessageMaps.Occurrences, occurrence, Grafeas.V1Beta1.Occurrence.Parser);
        if (occurrence.Attestation is { } attestation)
        {
            PgpAttestations.Restore(attestation, v1Beta1.Attestation);
        }

        return v1Beta1;
    }
}
