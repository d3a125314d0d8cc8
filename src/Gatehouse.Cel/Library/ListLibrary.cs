using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Costs;
using Gatehouse.Cel.Parsing;
using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Library;

/// <summary>The lists extension: slicing, flattening, sorting, ranges.</summary>
internal static class ListLibrary
{
    private const long RangeLimit = 1_000_000;
    private const string SortByKeys = "@sortByAssociatedKeys";
    private static readonly CelType[] Comparable = [CelType.Int, CelType.Uint, CelType.Double, CelType.Bool, CelType.Duration, CelType.Timestamp, CelType.String, CelType.Bytes];

    public static IEnumerable<Macro> Macros => [new("sortBy", true, 2, SortBy)];

    private static ComprehensionExpr SortBy(MacroContext c, Expr? target, Expr[] arguments)
    {
        const string Input = "@__sortBy_input__";
        var variable = StandardMacros.Variable(arguments[0], "argument is not an identifier");
        var keys = StandardMacros.Transform(c, c.Name(Input), variable, null, null, arguments[1]);
        return c.Bind(Input, target!, c.MemberCall(SortByKeys, c.Name(Input), keys));
    }

    public static IEnumerable<FunctionDeclaration> Functions(int version)
    {
        var hasCost = version >= 3;
        yield return Function("slice", Fixed("list_slice", [ListA, CelType.Int, CelType.Int], ListA, a => Slice(a[0], a[1].AsInt, a[2].AsInt), hasCost, OutputCost, needsResult: true));
        yield return Function("flatten",
            Fixed("list_flatten", [CelType.List(ListA)], ListA, a => Flatten(a[0], 1), hasCost, FlattenCost),
            Fixed("list_flatten_int", [CelType.List(CelType.Dyn), CelType.Int], CelType.List(CelType.Dyn), a => Flatten(a[0], a[1].AsInt), hasCost, FlattenCost));
        yield return new FunctionDeclaration("sort", [.. Comparable.Select(t => Fixed($"list_{t.Name}_sort", [CelType.List(t)], CelType.List(t), a => Sort(a[0], a[0]), hasCost, (ReadOnlySpan<Value> a, in Value _) => SelfCompareCost(a[0])))]);
        yield return new FunctionDeclaration(SortByKeys, [.. Comparable.Select(t => Fixed($"list_{t.Name}_sortByAssociatedKeys", [ListA, CelType.List(t)], ListA, a => Sort(a[0], a[1]), hasCost, (ReadOnlySpan<Value> a, in Value _) => SelfCompareCost(a[1])))]);
        yield return Function("lists.range", new Overload("lists_range", isMember: false, [CelType.Int], CelType.List(CelType.Int), a => Range(a[0].AsInt))
        {
            Cost = hasCost ? (ReadOnlySpan<Value> a, in Value _) => Allocation(a[0].Kind == ValueKind.Int ? Math.Max(0, a[0].AsInt) : 1, 1) : null,
            CostIsFixed = hasCost,
        });
        yield return Function("reverse", Fixed("list_reverse", [ListA], ListA, a => Reverse(a[0]), hasCost, OutputCost, needsResult: true));
        yield return Function("distinct", Fixed("list_distinct", [ListA], ListA, a => Distinct(a[0]), hasCost, (ReadOnlySpan<Value> a, in Value _) => SelfCompareCost(a[0])));
    }

    private static Overload Fixed(string id, CelType[] parameters, CelType result, FunctionBody body, bool hasCost, CallCost cost, bool needsResult = false) =>
        new(id, isMember: true, parameters, result, body) { Cost = hasCost ? cost : null, CostIsFixed = hasCost, CostNeedsResult = hasCost && needsResult };

    private static long Allocation(long size, double factor) => Sizes.Ceiling(Math.Floor(size * factor)) + 1 + Sizes.ListCreation;

    private static long OutputCost(ReadOnlySpan<Value> a, in Value result) => Allocation(Sizes.Of(result), 1);

    private static long FlattenCost(ReadOnlySpan<Value> a, in Value result) => Allocation(Sizes.Of(a[0]), a.Length == 2 && a[1].Kind == ValueKind.Int ? a[1].AsInt : 1);

    private static long SelfCompareCost(in Value list)
    {
        var size = Sizes.Of(list);
        var isText = list.Kind == ValueKind.List && size > 0 && list.ListItem(0).Kind is ValueKind.String or ValueKind.Bytes;
        return Allocation(Sizes.Saturate(size, size), isText ? 2 + Sizes.TextFactor : 2);
    }

    private static Value Slice(in Value list, long start, long end)
    {
        if (start < 0 || end < 0)
        {
            return CelError.Create($"cannot slice({start}, {end}), negative indexes not supported");
        }
        if (start > end)
        {
            return CelError.Create($"cannot slice({start}, {end}), start index must be less than or equal to end index");
        }
        if (end > list.ListCount)
        {
            return CelError.Create($"cannot slice({start}, {end}), list is length {list.ListCount}");
        }
        if (end - start > RangeLimit)
        {
            return TooLong();
        }
        var items = new Value[end - start];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = list.ListItem(start + i);
        }
        return Value.List(items);
    }

    private static Value TooLong() => CelError.Create($"the list has more than {RangeLimit} elements");

    private static Value Flatten(in Value list, long depth)
    {
        if (depth < 0)
        {
            return CelError.Create("level must be non-negative");
        }
        List<Value> items = [];
        return Flatten(list, Math.Min(depth, 256), items) ? Value.List([.. items]) : TooLong();
    }

    private static bool Flatten(in Value list, long depth, List<Value> items)
    {
        for (var cursor = 0L; list.ListSource.MoveNext(list.Handle, ref cursor, out var item);)
        {
            if (items.Count > RangeLimit || (item.Kind == ValueKind.List && depth > 0 && !Flatten(item, depth - 1, items)))
            {
                return false;
            }
            if (item.Kind != ValueKind.List || depth == 0)
            {
                items.Add(item);
            }
        }
        return true;
    }

    private static Value Sort(in Value list, in Value keys)
    {
        if (list.ListCount != keys.ListCount)
        {
            return CelError.Create($"@sortByAssociatedKeys() expected a list of the same size as the associated keys list, but got {list.ListCount} and {keys.ListCount} elements respectively");
        }
        if (list.ListCount > RangeLimit)
        {
            return TooLong();
        }
        var sorted = new (Value Key, Value Item, int Position)[list.ListCount];
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = (keys.ListItem(i), list.ListItem(i), i);
            if (sorted[i].Key.Kind != sorted[0].Key.Kind)
            {
                return CelError.Create("list elements must have the same type");
            }
            if (Ordering.Compare(sorted[i].Key, sorted[i].Key) == Ordering.Unordered && sorted[i].Key.Kind != ValueKind.Double)
            {
                return CelError.Create("list elements must be comparable");
            }
        }
        Array.Sort(sorted, (x, y) => Order(x, y));
        return Value.List([.. sorted.Select(s => s.Item)]);
    }

    private static int Order((Value Key, Value Item, int Position) x, (Value Key, Value Item, int Position) y)
    {
        var order = x.Key.Kind == ValueKind.Double ? x.Key.AsDouble.CompareTo(y.Key.AsDouble) : Ordering.Compare(x.Key, y.Key);
        return order != 0 ? order : x.Position.CompareTo(y.Position);
    }

    private static Value Range(long count)
    {
        if (count > RangeLimit)
        {
            return TooLong();
        }
        var items = new Value[Math.Max(0, count)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Value.Of((long)i);
        }
        return Value.List(items);
    }

    private static Value Reverse(in Value list)
    {
        if (list.ListCount > RangeLimit)
        {
            return TooLong();
        }
        var items = new Value[list.ListCount];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = list.ListItem(items.Length - 1 - i);
        }
        return Value.List(items);
    }

    private static Value Distinct(in Value list)
    {
        List<Value> items = [];
        for (var cursor = 0L; list.ListSource.MoveNext(list.Handle, ref cursor, out var item);)
        {
            var isSeen = false;
            foreach (var seen in items)
            {
                isSeen |= Equality.AreEqual(seen, item);
            }
            if (!isSeen)
            {
                items.Add(item);
            }
        }
        return Value.List([.. items]);
    }
}
