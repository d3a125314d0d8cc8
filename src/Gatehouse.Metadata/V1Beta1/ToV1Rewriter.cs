namespace Gatehouse.Metadata.V1Beta1;

/// <summary>Rewrites serialized v1beta1 messages as v1. Whatever has no place goes, message by message, into the field <see cref="ReservedFields.Remainder"/>.</summary>
internal static class ToV1Rewriter
{
    public static ReadOnlyMemory<byte> Rewrite(MessageMap map, ReadOnlyMemory<byte> source)
    {
        var v1 = new WireWriter();
        var remainder = Distribute(map, source, v1, 0);
        if (!remainder.IsEmpty)
        {
            v1.WriteBytes(ReservedFields.Remainder, remainder.Written.Span);
        }

        return v1.Written;
    }

    /// <summary>Writes the fields that have a place and returns the others.</summary>
    private static WireWriter Distribute(MessageMap map, ReadOnlyMemory<byte> source, WireWriter v1, int depth)
    {
        var remainder = new WireWriter();
        var absent = new List<int>(map.Wrappers);
        foreach (var field in WireReader.Read(source))
        {
            switch (map.Find(field))
            {
                case FieldRule.Copy copy: v1.Write(copy.V1Number, field); break;
                case FieldRule.Nest nest: v1.WriteBytes(nest.V1Number, Rewrite(nest.Inner, field.Value).Span); break;
                case FieldRule.Convert convert when convert.Conversion.TryToV1(field, convert.V1Number, v1): break;
                case FieldRule.Flatten flatten:
                    absent.Remove(field.Number);
                    Flatten(flatten, field, v1, remainder, depth);
                    break;
                default: remainder.Write(field.Number, field); break;
            }
        }

        foreach (var _ in absent)
        {
            v1.WriteVarint(ReservedFields.AbsentWrapper, (ulong)(depth + 1));
        }

        return remainder;
    }

    private static void Flatten(FieldRule.Flatten flatten, WireField field, WireWriter v1, WireWriter remainder, int depth)
    {
        var before = v1.Written.Length;
        var rest = Distribute(flatten.Inner, field.Value, v1, depth + 1);
        var leavesNoTrace = !flatten.Wrapper && v1.Written.Length == before;
        if (!rest.IsEmpty || leavesNoTrace)
        {
            remainder.WriteBytes(field.Number, rest.Written.Span);
        }
    }
}
