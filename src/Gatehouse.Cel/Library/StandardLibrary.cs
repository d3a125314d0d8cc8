using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Costs;
using Gatehouse.Cel.RegularExpressions;
using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Library;

/// <summary>The functions and operators every environment has (language definition, "List of Standard Definitions").</summary>
internal static class StandardLibrary
{
    private static readonly CelType[] Numbers = [CelType.Int, CelType.Uint, CelType.Double];

    /// <param name="hasCrossTypeComparisons">Whether ints, uints and doubles compare with each other.</param>
    /// <param name="dialect">Durations of the API server are 64 bits of nanoseconds, and NaN has no order there, which is an error.</param>
    public static IEnumerable<FunctionDeclaration> Functions(bool hasCrossTypeComparisons, CelDialect dialect) =>
    [
        Function(Operators.Conditional, Global("conditional", [CelType.Bool, A, A], A, _ => CelError.NoSuchOverload)),
        Function(Operators.And, Global("logical_and", [CelType.Bool, CelType.Bool], CelType.Bool, _ => CelError.NoSuchOverload)),
        Function(Operators.Or, Global("logical_or", [CelType.Bool, CelType.Bool], CelType.Bool, _ => CelError.NoSuchOverload)),
        Function(Operators.Not, Global("logical_not", [CelType.Bool], CelType.Bool, a => Value.Of(!a[0].AsBool))),
        Function(Operators.NotStrictlyFalse, Global("not_strictly_false", [CelType.Bool], CelType.Bool, a => Value.Of(!a[0].IsFalse))),
        Function(Operators.Equal, Global("equals", [A, A], CelType.Bool, a => Value.Of(Equality.AreEqual(a[0], a[1])))),
        Function(Operators.NotEqual, Global("not_equals", [A, A], CelType.Bool, a => Value.Of(!Equality.AreEqual(a[0], a[1])))),
        .. Sums(dialect),
        .. Products(),
        Comparison(Operators.Less, "less", hasCrossTypeComparisons, dialect, order => order < 0),
        Comparison(Operators.LessOrEqual, "less_equals", hasCrossTypeComparisons, dialect, order => order <= 0),
        Comparison(Operators.Greater, "greater", hasCrossTypeComparisons, dialect, order => order > 0),
        Comparison(Operators.GreaterOrEqual, "greater_equals", hasCrossTypeComparisons, dialect, order => order >= 0),
        .. Containers(),
        .. ConversionFunctions(dialect),
        .. TextFunctions(),
        .. TimeFields.Functions(hasWholeMilliseconds: dialect == CelDialect.Kubernetes),
    ];

    private static long JoinCost(ReadOnlySpan<Value> a, in Value result) => Sizes.Traversal(Sizes.Of(a[0]) + Sizes.Of(a[1]));

    private static IEnumerable<FunctionDeclaration> Sums(CelDialect dialect)
    {
        FunctionBody add = dialect == CelDialect.Spec ? a => Arithmetic.Add(a[0], a[1]) : a => Times.Limited(Arithmetic.Add(a[0], a[1]));
        FunctionBody subtract = dialect == CelDialect.Spec ? a => Arithmetic.Subtract(a[0], a[1]) : a => Times.Limited(Arithmetic.Subtract(a[0], a[1]));
        yield return Function(Operators.Add,
            Global("add_bytes", [CelType.Bytes, CelType.Bytes], CelType.Bytes, add, JoinCost),
            Global("add_double", [CelType.Double, CelType.Double], CelType.Double, add),
            Global("add_duration_duration", [CelType.Duration, CelType.Duration], CelType.Duration, add),
            Global("add_duration_timestamp", [CelType.Duration, CelType.Timestamp], CelType.Timestamp, add),
            Global("add_timestamp_duration", [CelType.Timestamp, CelType.Duration], CelType.Timestamp, add),
            Global("add_int64", [CelType.Int, CelType.Int], CelType.Int, add),
            Global("add_list", [ListA, ListA], ListA, add),
            Global("add_string", [CelType.String, CelType.String], CelType.String, add, JoinCost),
            Global("add_uint64", [CelType.Uint, CelType.Uint], CelType.Uint, add));
        yield return Function(Operators.Subtract,
            Global("subtract_double", [CelType.Double, CelType.Double], CelType.Double, subtract),
            Global("subtract_duration_duration", [CelType.Duration, CelType.Duration], CelType.Duration, subtract),
            Global("subtract_int64", [CelType.Int, CelType.Int], CelType.Int, subtract),
            Global("subtract_timestamp_duration", [CelType.Timestamp, CelType.Duration], CelType.Timestamp, subtract),
            Global("subtract_timestamp_timestamp", [CelType.Timestamp, CelType.Timestamp], CelType.Duration, subtract),
            Global("subtract_uint64", [CelType.Uint, CelType.Uint], CelType.Uint, subtract));
    }

    private static IEnumerable<FunctionDeclaration> Products()
    {
        FunctionBody multiply = a => Arithmetic.Multiply(a[0], a[1]);
        FunctionBody divide = a => Arithmetic.Divide(a[0], a[1]);
        FunctionBody modulo = a => Arithmetic.Modulo(a[0], a[1]);
        FunctionBody negate = a => Arithmetic.Negate(a[0]);
        yield return Function(Operators.Multiply, [.. Numbers.Select(t => Global($"multiply_{Long(t)}", [t, t], t, multiply))]);
        yield return Function(Operators.Divide, [.. Numbers.Select(t => Global($"divide_{Long(t)}", [t, t], t, divide))]);
        yield return Function(Operators.Modulo, Global("modulo_int64", [CelType.Int, CelType.Int], CelType.Int, modulo), Global("modulo_uint64", [CelType.Uint, CelType.Uint], CelType.Uint, modulo));
        yield return Function(Operators.Negate, Global("negate_double", [CelType.Double], CelType.Double, negate), Global("negate_int64", [CelType.Int], CelType.Int, negate));
    }

    private static string Long(CelType type) => type.Kind switch
    {
        CelTypeKind.Int => "int64",
        CelTypeKind.Uint => "uint64",
        CelTypeKind.Timestamp => "timestamp",
        CelTypeKind.Duration => "duration",
        _ => type.Name,
    };

    private static FunctionDeclaration Comparison(string name, string id, bool isCrossType, CelDialect dialect, Func<int, bool> holds)
    {
        var unordered = dialect == CelDialect.Spec ? Value.False : CelError.Create("NaN values cannot be ordered");
        FunctionBody body = a => !Ordering.TryCompare(a[0], a[1], out var order) ? CelError.NoSuchOverload : order == Ordering.Unordered ? unordered : Value.Of(holds(order));
        List<Overload> overloads = [Global($"{id}_bool", [CelType.Bool, CelType.Bool], CelType.Bool, body)];
        foreach (var left in Numbers)
        {
            foreach (var right in Numbers.Where(r => isCrossType || r == left))
            {
                overloads.Add(Global(left == right ? $"{id}_{Long(left)}" : $"{id}_{Long(left)}_{Long(right)}", [left, right], CelType.Bool, body));
            }
        }
        foreach (var type in new[] { CelType.String, CelType.Bytes, CelType.Timestamp, CelType.Duration })
        {
            CallCost? cost = type == CelType.String || type == CelType.Bytes ? (ReadOnlySpan<Value> a, in Value _) => Sizes.Traversal(Math.Min(Sizes.Of(a[0]), Sizes.Of(a[1]))) : null;
            overloads.Add(Global($"{id}_{Long(type)}", [type, type], CelType.Bool, body, cost));
        }
        return new(name, overloads);
    }

    private static IEnumerable<FunctionDeclaration> Containers()
    {
        FunctionBody size = a => Value.Of(Sizes.Of(a[0]));
        yield return Function(Operators.Index, Global("index_list", [ListA, CelType.Int], A, _ => CelError.NoSuchOverload), Global("index_map", [MapAB, A], B, _ => CelError.NoSuchOverload));
        yield return Function(Operators.In,
            Global("in_list", [A, ListA], CelType.Bool, a => Value.Of(Contains(a[1], a[0])), (ReadOnlySpan<Value> a, in Value _) => Sizes.Of(a[1])),
            Global("in_map", [A, MapAB], CelType.Bool, a => Value.Of(a[1].TryFindEntry(a[0], out _))));
        yield return new FunctionDeclaration("size",
            [.. new[] { ("bytes", CelType.Bytes), ("list", ListA), ("map", MapAB), ("string", CelType.String) }.SelectMany(t => new[] { Global($"size_{t.Item1}", [t.Item2], CelType.Int, size), Member($"{t.Item1}_size", [t.Item2], CelType.Int, size) })]);
    }

    internal static bool Contains(in Value list, in Value item)
    {
        for (var cursor = 0L; list.ListSource.MoveNext(list.Handle, ref cursor, out var candidate);)
        {
            if (Equality.AreEqual(candidate, item))
            {
                return true;
            }
        }
        return false;
    }

    private static long TraversalCost(ReadOnlySpan<Value> a, in Value result) => Sizes.Traversal(a[0]);

    private static IEnumerable<FunctionDeclaration> ConversionFunctions(CelDialect dialect)
    {
        yield return Function("type", Global("type", [A], CelType.TypeOf(A), a => Value.Of(a[0].RuntimeType)));
        yield return Function("dyn", Global("to_dyn", [A], CelType.Dyn, a => a[0]));
        yield return Function("bool", Global("bool_to_bool", [CelType.Bool], CelType.Bool, a => a[0]), Global("string_to_bool", [CelType.String], CelType.Bool, a => Conversions.ToBool(a[0])));
        yield return Function("bytes", Global("bytes_to_bytes", [CelType.Bytes], CelType.Bytes, a => a[0]), Global("string_to_bytes", [CelType.String], CelType.Bytes, a => Conversions.ToBytes(a[0]), TraversalCost));
        yield return To("double", CelType.Double, a => Conversions.ToDouble(a[0]), CelType.Double, CelType.Int, CelType.String, CelType.Uint);
        yield return To("duration", CelType.Duration, a => Conversions.ToDuration(a[0], dialect), CelType.Duration, CelType.String);
        yield return To("int", CelType.Int, a => Conversions.ToInt(a[0]), CelType.Int, CelType.Double, CelType.Duration, CelType.String, CelType.Timestamp, CelType.Uint);
        yield return To("string", CelType.String, a => Conversions.ToText(a[0]), CelType.String, CelType.Bool, CelType.Bytes, CelType.Double, CelType.Duration, CelType.Int, CelType.Timestamp, CelType.Uint);
        yield return To("timestamp", CelType.Timestamp, a => Conversions.ToTimestamp(a[0]), CelType.Timestamp, CelType.Int, CelType.String);
        yield return To("uint", CelType.Uint, a => Conversions.ToUint(a[0]), CelType.Uint, CelType.Double, CelType.Int, CelType.String);
    }

    private static FunctionDeclaration To(string name, CelType result, FunctionBody body, params IEnumerable<CelType> sources) =>
        new(name, [.. sources.Select(s => Global($"{Long(s)}_to_{Long(result)}", [s], result, body, s == CelType.Bytes ? TraversalCost : null))]);

    private static IEnumerable<FunctionDeclaration> TextFunctions()
    {
        yield return Function("contains", Member("contains_string", [CelType.String, CelType.String], CelType.Bool, a => Value.Of(TextSearch.Contains(a[0], a[1])),
            (ReadOnlySpan<Value> a, in Value _) => Sizes.Saturate(Sizes.Traversal(a[0]), Sizes.Traversal(a[1]))));
        yield return Function("endsWith", Member("ends_with_string", [CelType.String, CelType.String], CelType.Bool, a => Value.Of(TextSearch.EndsWith(a[0], a[1])), TraversalCost));
        yield return Function("startsWith", Member("starts_with_string", [CelType.String, CelType.String], CelType.Bool, a => Value.Of(TextSearch.StartsWith(a[0], a[1])), TraversalCost));
        // cel-go charges the function call "matches(s, p)" as any other call and only the method by pattern.
        yield return Function("matches", Matches("matches", isMember: false), Matches("matches_string", isMember: true));
    }

    private static Overload Matches(string id, bool isMember) => new(id, isMember, [CelType.String, CelType.String], CelType.Bool, a => Patterns.IsMatch(a[0], a[1]))
    {
        Cost = isMember ? (ReadOnlySpan<Value> a, in Value _) => Sizes.Match(a[0], a[1]) : null,
        ConstantArgument = 1,
        BindConstant = Patterns.BindMatch,
    };
}
