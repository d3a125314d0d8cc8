using Gatehouse.Grafeas.V1;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>Kinds by name: their numbers differ from 8 on.</summary>
internal sealed class NoteKindConversion : IValueConversion
{
    public bool TryToV1(WireField field, int v1Number, WireWriter v1)
    {
        var known = V1Beta1Kinds.TryToV1((Grafeas.V1Beta1.NoteKind)(int)field.Varint(), out var kind);
        if (known)
        {
            v1.WriteVarint(v1Number, (ulong)(int)kind);
        }

        return known;
    }

    public bool TryFromV1(WireField field, int v1Beta1Number, WireWriter v1Beta1)
    {
        var known = V1Beta1Kinds.TryFromV1((NoteKind)(int)field.Varint(), out var kind);
        if (known)
        {
            v1Beta1.WriteVarint(v1Beta1Number, (ulong)(int)kind);
        }

        return known;
    }
}
