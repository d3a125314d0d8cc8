using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Costs;

/// <summary>The sizes and base costs of the cost model (cel-go, "common/cost": traversal of text a tenth, of a pattern a quarter).</summary>
internal static class Sizes
{
    public const int ListCreation = 10;
    public const int MapCreation = 30;
    public const int StructCreation = 40;
    public const double TextFactor = 0.1;
    public const double PatternFactor = 0.25;

    /// <summary>Code points, octets, items or entries; one for everything else.</summary>
    public static long Of(in Value value) => value.Kind switch
    {
        ValueKind.String => Texts.CodePoints(value),
        ValueKind.Bytes => value.AsBytes.Length,
        ValueKind.List => value.ListCount,
        ValueKind.Map => value.MapCount,
        ValueKind.Optional when value.HasOptionalValue => Of(value.OptionalValue),
        ValueKind.Opaque => value.AsOpaque.CostSize,
        _ => 1,
    };

    public static long Traversal(long size) => Ceiling(size * TextFactor);

    public static long Traversal(in Value value) => Traversal(Of(value));

    public static long EqualityCost(in Value left, in Value right)
    {
        if (left.Kind is ValueKind.Bool or ValueKind.Int or ValueKind.Null or ValueKind.Uint or ValueKind.Double or ValueKind.Opaque)
        {
            return left.Kind == ValueKind.Opaque ? 1 : Math.Min(1, Traversal(Math.Min(1, Of(right))));
        }
        return Traversal(Math.Min(Of(left), Of(right)));
    }

    public static long Match(in Value text, in Value pattern) => Saturate(Ceiling((1.0 + Of(text)) * TextFactor), Ceiling(Of(pattern) * PatternFactor));

    public static long Saturate(long left, long right) => left != 0 && right > long.MaxValue / left ? long.MaxValue / 2 : left * right;

    public static long Ceiling(double cost) => cost >= long.MaxValue / 2.0 ? long.MaxValue / 2 : (long)Math.Ceiling(cost);
}
