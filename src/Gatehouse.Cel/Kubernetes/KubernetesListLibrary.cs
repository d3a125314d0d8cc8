using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Library;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>Sums, extremes, order and positions of lists, as Kubernetes had them first.</summary>
internal static class KubernetesListLibrary
{
    private static readonly (string Name, CelType Type)[] Comparable =
        [("int", CelType.Int), ("uint", CelType.Uint), ("double", CelType.Double), ("bool", CelType.Bool), ("duration", CelType.Duration), ("timestamp", CelType.Timestamp), ("string", CelType.String), ("bytes", CelType.Bytes)];

    private static readonly (string Name, CelType Type, Value Zero)[] Summable =
        [("int", CelType.Int, Value.Of(0L)), ("uint", CelType.Uint, Value.Of(0UL)), ("double", CelType.Double, Value.Of(0.0)), ("duration", CelType.Duration, Value.Duration(0, 0))];

    public static IEnumerable<FunctionDeclaration> Functions =>
    [
        new("isSorted", [.. Comparable.Select(t => Member($"list_{t.Name}_is_sorted_bool", [CelType.List(t.Type)], CelType.Bool, a => IsSorted(a[0])))]),
        new("sum", [.. Summable.Select(t => Member($"list_{t.Name}_sum_{t.Name}", [CelType.List(t.Type)], t.Type, a => Sum(a[0], t.Zero)))]),
        new("max", [.. Comparable.Select(t => Member($"list_{t.Name}_max_{t.Name}", [CelType.List(t.Type)], t.Type, a => Extreme(a[0], "max", -1)))]),
        new("min", [.. Comparable.Select(t => Member($"list_{t.Name}_min_{t.Name}", [CelType.List(t.Type)], t.Type, a => Extreme(a[0], "min", 1)))]),
        Function("indexOf", Member("list_a_index_of_int", [ListA, A], CelType.Int, a => IndexOf(a[0], a[1], isLast: false))),
        Function("lastIndexOf", Member("list_a_last_index_of_int", [ListA, A], CelType.Int, a => IndexOf(a[0], a[1], isLast: true))),
    ];

    private static Value IsSorted(in Value list)
    {
        var previous = default(Value);
        for (var cursor = 0L; list.ListSource.MoveNext(list.Handle, ref cursor, out var item); previous = item)
        {
            if (!previous.IsNone && Ordering.Compare(previous, item) == 1)
            {
                return Value.False;
            }
        }
        return Value.True;
    }

    private static Value Sum(in Value list, in Value zero)
    {
        var sum = zero;
        for (var cursor = 0L; list.ListSource.MoveNext(list.Handle, ref cursor, out var item);)
        {
            sum = Arithmetic.Add(sum, item);
            if (sum.IsError)
            {
                return sum;
            }
        }
        return sum;
    }

    private static Value Extreme(in Value list, string name, int replaces)
    {
        var best = default(Value);
        for (var cursor = 0L; list.ListSource.MoveNext(list.Handle, ref cursor, out var item);)
        {
            best = best.IsNone || Ordering.Compare(best, item) == replaces ? item : best;
        }
        return best.IsNone ? CelError.Create($"{name} called on empty list") : best;
    }

    private static Value IndexOf(in Value list, in Value item, bool isLast)
    {
        var (index, found) = (0L, -1L);
        for (var cursor = 0L; list.ListSource.MoveNext(list.Handle, ref cursor, out var candidate); index++)
        {
            if (Equality.AreEqual(candidate, item))
            {
                found = index;
                if (!isLast)
                {
                    break;
                }
            }
        }
        return Value.Of(found);
    }
}
