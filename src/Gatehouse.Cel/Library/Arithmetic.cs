using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Library;

/// <summary>The arithmetic operators; what overflows is an error (language definition, "Numeric Values", "Overflow").</summary>
internal static class Arithmetic
{
    public static Value Add(in Value left, in Value right)
    {
        switch (left.Kind, right.Kind)
        {
            case (ValueKind.Int, ValueKind.Int):
                var sum = unchecked(left.AsInt + right.AsInt);
                return ((left.AsInt ^ sum) & (right.AsInt ^ sum)) < 0 ? CelError.IntegerOverflow : Value.Of(sum);
            case (ValueKind.Uint, ValueKind.Uint):
                var total = unchecked(left.AsUint + right.AsUint);
                return total < left.AsUint ? CelError.UnsignedOverflow : Value.Of(total);
            case (ValueKind.Double, ValueKind.Double):
                return Value.Of(left.AsDouble + right.AsDouble);
            case (ValueKind.String, ValueKind.String):
                return Value.Of(string.Concat(left.AsString, right.AsString));
            case (ValueKind.Bytes, ValueKind.Bytes):
                return Value.Of([.. left.AsBytes, .. right.AsBytes]);
            case (ValueKind.List, ValueKind.List):
                return ConcatenatedListSource.Concatenate(left, right);
            case (ValueKind.Duration, ValueKind.Duration):
                return Times.FromNanos(Times.Nanos(left) + Times.Nanos(right));
            case (ValueKind.Timestamp, ValueKind.Duration) or (ValueKind.Duration, ValueKind.Timestamp):
                return Times.TimestampFromNanos(Times.Nanos(left) + Times.Nanos(right));
            default:
                return CelError.NoSuchOverload;
        }
    }

    public static Value Subtract(in Value left, in Value right)
    {
        switch (left.Kind, right.Kind)
        {
            case (ValueKind.Int, ValueKind.Int):
                var difference = unchecked(left.AsInt - right.AsInt);
                return ((left.AsInt ^ right.AsInt) & (left.AsInt ^ difference)) < 0 ? CelError.IntegerOverflow : Value.Of(difference);
            case (ValueKind.Uint, ValueKind.Uint):
                return left.AsUint < right.AsUint ? CelError.UnsignedOverflow : Value.Of(left.AsUint - right.AsUint);
            case (ValueKind.Double, ValueKind.Double):
                return Value.Of(left.AsDouble - right.AsDouble);
            case (ValueKind.Duration, ValueKind.Duration) or (ValueKind.Timestamp, ValueKind.Timestamp):
                return Times.FromNanos(Times.Nanos(left) - Times.Nanos(right));
            case (ValueKind.Timestamp, ValueKind.Duration):
                return Times.TimestampFromNanos(Times.Nanos(left) - Times.Nanos(right));
            default:
                return CelError.NoSuchOverload;
        }
    }

    public static Value Multiply(in Value left, in Value right)
    {
        switch (left.Kind, right.Kind)
        {
            case (ValueKind.Int, ValueKind.Int):
                var product = (Int128)left.AsInt * right.AsInt;
                return product < long.MinValue || product > long.MaxValue ? CelError.IntegerOverflow : Value.Of((long)product);
            case (ValueKind.Uint, ValueKind.Uint):
                var high = Math.BigMul(left.AsUint, right.AsUint, out var low);
                return high != 0 ? CelError.UnsignedOverflow : Value.Of(low);
            case (ValueKind.Double, ValueKind.Double):
                return Value.Of(left.AsDouble * right.AsDouble);
            default:
                return CelError.NoSuchOverload;
        }
    }

    public static Value Divide(in Value left, in Value right) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Int, ValueKind.Int) when right.AsInt == 0 => CelError.DivisionByZero,
        (ValueKind.Int, ValueKind.Int) when left.AsInt == long.MinValue && right.AsInt == -1 => CelError.IntegerOverflow,
        (ValueKind.Int, ValueKind.Int) => Value.Of(left.AsInt / right.AsInt),
        (ValueKind.Uint, ValueKind.Uint) => right.AsUint == 0 ? CelError.DivisionByZero : Value.Of(left.AsUint / right.AsUint),
        (ValueKind.Double, ValueKind.Double) => Value.Of(left.AsDouble / right.AsDouble),
        _ => CelError.NoSuchOverload,
    };

    public static Value Modulo(in Value left, in Value right) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Int, ValueKind.Int) when right.AsInt == 0 => CelError.ModulusByZero,
        (ValueKind.Int, ValueKind.Int) when right.AsInt == -1 => left.AsInt == long.MinValue ? CelError.IntegerOverflow : Value.Of(0L),
        (ValueKind.Int, ValueKind.Int) => Value.Of(left.AsInt % right.AsInt),
        (ValueKind.Uint, ValueKind.Uint) => right.AsUint == 0 ? CelError.ModulusByZero : Value.Of(left.AsUint % right.AsUint),
        _ => CelError.NoSuchOverload,
    };

    public static Value Negate(in Value value) => value.Kind switch
    {
        ValueKind.Int => value.AsInt == long.MinValue ? CelError.IntegerOverflow : Value.Of(-value.AsInt),
        ValueKind.Double => Value.Of(-value.AsDouble),
        _ => CelError.NoSuchOverload,
    };
}
