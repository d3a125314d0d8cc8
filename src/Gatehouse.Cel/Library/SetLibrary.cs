using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Costs;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Library;

/// <summary>Lists as sets: order and repetition do not matter.</summary>
internal static class SetLibrary
{
    public static IEnumerable<FunctionDeclaration> Functions =>
    [
        Of("contains", 1, a => Value.Of(ContainsAll(a[0], a[1]))),
        Of("intersects", 1, a => Value.Of(Intersects(a[0], a[1]))),
        Of("equivalent", 2, a => Value.Of(ContainsAll(a[0], a[1]) && ContainsAll(a[1], a[0]))),
    ];

    private static FunctionDeclaration Of(string name, long factor, FunctionBody body) => Function($"sets.{name}",
        new Overload($"list_sets_{name}_list", isMember: false, [ListA, ListA], CelType.Bool, body)
        {
            Cost = (ReadOnlySpan<Value> a, in Value _) => Sizes.Saturate(Sizes.Saturate(Sizes.Of(a[0]), Sizes.Of(a[1])), factor) + 1,
            CostIsFixed = true,
        });

    private static bool ContainsAll(in Value list, in Value items)
    {
        for (var cursor = 0L; items.ListSource.MoveNext(items.Handle, ref cursor, out var item);)
        {
            if (!StandardLibrary.Contains(list, item))
            {
                return false;
            }
        }
        return true;
    }

    private static bool Intersects(in Value first, in Value second)
    {
        for (var cursor = 0L; first.ListSource.MoveNext(first.Handle, ref cursor, out var item);)
        {
            if (StandardLibrary.Contains(second, item))
            {
                return true;
            }
        }
        return false;
    }
}
