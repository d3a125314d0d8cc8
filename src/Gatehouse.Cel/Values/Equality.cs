using Gatehouse.Cel.Messages;

namespace Gatehouse.Cel.Values;

/// <summary>Equality of CEL (language definition, "Equality"): total over all values, numbers by value across kinds, NaN unequal to everything.</summary>
public static class Equality
{
    /// <summary>Comparisons of single values that one equality may take, so that a small program over shared containers cannot run for ever.</summary>
    private const int WorkLimit = 20_000_000;

    private const int DepthLimit = 512;

    public static bool AreEqual(in Value left, in Value right)
    {
        var work = WorkLimit;
        return AreEqual(left, right, ref work, 0);
    }

    private static bool AreEqual(in Value left, in Value right, ref int work, int depth)
    {
        if (--work < 0 || depth > DepthLimit)
        {
            throw new Evaluation.EvaluationAbortedException("operation cancelled: the values compared are too large");
        }
        return left.Kind == right.Kind ? AreEqualOfOneKind(left, right, ref work, depth) : AreEqualNumbers(left, right);
    }

    private static bool AreEqualOfOneKind(in Value left, in Value right, ref int work, int depth) => left.Kind switch
    {
        ValueKind.Null => true,
        ValueKind.Bool or ValueKind.Int or ValueKind.Uint => left.AsInt == right.AsInt,
        ValueKind.Double => left.AsDouble == right.AsDouble,
        ValueKind.String => Texts.AreEqual(left, right),
        ValueKind.Bytes => left.AsBytes.AsSpan().SequenceEqual(right.AsBytes),
        ValueKind.Timestamp or ValueKind.Duration => left.Seconds == right.Seconds && left.Nanos == right.Nanos,
        ValueKind.Type => SameType(left, right),
        ValueKind.Enum => left.AsInt == right.AsInt && left.AsEnumType.Name == right.AsEnumType.Name,
        ValueKind.List => AreEqualLists(left, right, ref work, depth),
        ValueKind.Map => AreEqualMaps(left, right, ref work, depth),
        ValueKind.Message => AreEqualMessages(left.AsMessage, right.AsMessage, ref work, depth),
        ValueKind.Optional => AreEqualOptionals(left, right, ref work, depth),
        ValueKind.Opaque => left.AsOpaque.GetType() == right.AsOpaque.GetType() && left.AsOpaque.EqualTo(right.AsOpaque),
        _ => false,
    };

    private static bool SameType(in Value left, in Value right) => left.AsType.Kind == right.AsType.Kind && left.AsType.Name == right.AsType.Name;

    private static bool AreEqualNumbers(in Value left, in Value right) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Int, ValueKind.Uint) => left.AsInt >= 0 && (ulong)left.AsInt == right.AsUint,
        (ValueKind.Uint, ValueKind.Int) => right.AsInt >= 0 && (ulong)right.AsInt == left.AsUint,
        (ValueKind.Int or ValueKind.Uint, ValueKind.Double) or (ValueKind.Double, ValueKind.Int or ValueKind.Uint) => Ordering.CompareNumbers(left, right) == 0,
        _ => false,
    };

    private static bool AreEqualOptionals(in Value left, in Value right, ref int work, int depth) =>
        left.HasOptionalValue == right.HasOptionalValue && (!left.HasOptionalValue || AreEqual(left.OptionalValue, right.OptionalValue, ref work, depth + 1));

    private static bool AreEqualLists(in Value left, in Value right, ref int work, int depth)
    {
        if (left.ListCount != right.ListCount)
        {
            return false;
        }
        long leftCursor = 0, rightCursor = 0;
        while (left.ListSource.MoveNext(left.Handle, ref leftCursor, out var leftItem) && right.ListSource.MoveNext(right.Handle, ref rightCursor, out var rightItem))
        {
            if (!AreEqual(leftItem, rightItem, ref work, depth + 1))
            {
                return false;
            }
        }
        return true;
    }

    private static bool AreEqualMaps(in Value left, in Value right, ref int work, int depth)
    {
        if (left.MapCount != right.MapCount)
        {
            return false;
        }
        for (var cursor = 0L; left.MapSource.MoveNext(left.Handle, ref cursor, out var key, out var value);)
        {
            if (!right.TryFindEntry(key, out var other) || !AreEqual(value, other, ref work, depth + 1))
            {
                return false;
            }
        }
        return true;
    }

    private static bool AreEqualMessages(MessageValue left, MessageValue right, ref int work, int depth)
    {
        if (left.Type.Name != right.Type.Name || left.SetCount != right.SetCount)
        {
            return false;
        }
        foreach (var (field, value) in left.SetFields)
        {
            if (!right.TryGetSet(field, out var other) || !AreEqual(value, other, ref work, depth + 1))
            {
                return false;
            }
        }
        return UnknownFields.AreEqual(left.UnknownFields, right.UnknownFields);
    }
}
