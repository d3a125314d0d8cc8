using Google.Protobuf;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>Notes of grafeas.v1beta1 as notes of grafeas.v1 and back. Nothing of a v1beta1 note is lost: <c>FromV1(ToV1(note))</c> equals <c>note</c>.</summary>
public static class V1Beta1Notes
{
    public static Grafeas.V1.Note ToV1(Grafeas.V1Beta1.Note note) =>
        Grafeas.V1.Note.Parser.ParseFrom(ToV1Rewriter.Rewrite(MessageMaps.Notes, note.ToByteArray()).Span);

    /// <summary>Fields that only v1 has do not appear; a kind that only v1 has appears as unspecified, with the common fields.</summary>
    public static Grafeas.V1Beta1.Note FromV1(Grafeas.V1.Note note) => V1Beta1Messages.FromV1(MessageMaps.Notes, note, Grafeas.V1Beta1.Note.Parser);
}
