using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Parsing;
using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Library;

/// <summary>The math extension: extremes, rounding, signs, bits.</summary>
internal static class MathLibrary
{
    private const string Least = "math.@min";
    private const string Greatest = "math.@max";
    private static readonly CelType[] Numbers = [CelType.Double, CelType.Int, CelType.Uint];

    public static IEnumerable<Macro> Macros =>
    [
        new("least", true, Macro.Variadic, (c, t, a) => Extreme(c, t, a, "math.least()", Least)),
        new("greatest", true, Macro.Variadic, (c, t, a) => Extreme(c, t, a, "math.greatest()", Greatest)),
    ];

    private static CallExpr? Extreme(MacroContext c, Expr? target, Expr[] arguments, string name, string function)
    {
        if (target is not IdentifierExpr { Name: "math" })
        {
            return null;
        }
        if (arguments.Length == 0)
        {
            throw new MacroException(target.Position, $"{name} requires at least one argument");
        }
        if (arguments is [var only])
        {
            return only is ListExpr list ? OfList(c, list, name, function) : IsNumeric(only) ? c.Call(function, only) : throw new MacroException(only.Position, $"{name} invalid single argument value");
        }
        foreach (var argument in arguments)
        {
            if (!IsNumeric(argument))
            {
                throw new MacroException(argument.Position, $"{name} simple literal arguments must be numeric");
            }
        }
        return arguments.Length == 2 ? c.Call(function, arguments) : c.Call(function, c.List(arguments));
    }

    private static CallExpr OfList(MacroContext c, ListExpr list, string name, string function) => list.Elements.Length > 0 && list.Elements.All(IsNumeric)
        ? c.Call(function, list)
        : throw new MacroException(list.Position, $"{name} invalid single argument value");

    private static bool IsNumeric(Expr argument) => argument is not (ListExpr or MapExpr or StructExpr) && (argument is not ConstantExpr constant || Ordering.IsNumber(constant.Value));

    public static IEnumerable<FunctionDeclaration> Functions =>
    [
        ExtremeOf(Least, "math_@min", -1),
        ExtremeOf(Greatest, "math_@max", 1),
        OfDouble("ceil", Math.Ceiling),
        OfDouble("floor", Math.Floor),
        OfDouble("round", n => Math.Round(n, MidpointRounding.AwayFromZero)),
        OfDouble("trunc", Math.Truncate),
        Test("isInf", double.IsInfinity),
        Test("isNaN", double.IsNaN),
        Test("isFinite", double.IsFinite),
        Function("math.abs", [.. Numbers.Select(t => Global($"math_abs_{t.Name}", [t], t, a => Absolute(a[0])))]),
        Function("math.sign", [.. Numbers.Select(t => Global($"math_sign_{t.Name}", [t], t, a => Sign(a[0])))]),
        Function("math.sqrt", [.. Numbers.Select(t => Global($"math_sqrt_{t.Name}", [t], CelType.Double, a => Value.Of(Math.Sqrt(Conversions.ToDouble(a[0]).AsDouble))))]),
        Bits("bitAnd", (x, y) => x & y),
        Bits("bitOr", (x, y) => x | y),
        Bits("bitXor", (x, y) => x ^ y),
        Function("math.bitNot",
            Global("math_bitNot_int_int", [CelType.Int], CelType.Int, a => Value.Of(~a[0].AsInt)),
            Global("math_bitNot_uint_uint", [CelType.Uint], CelType.Uint, a => Value.Of(~a[0].AsUint))),
        Shift("bitShiftLeft", (x, n) => n > 63 ? 0 : x << n),
        Shift("bitShiftRight", (x, n) => n > 63 ? 0 : x >> n),
    ];

    private static FunctionDeclaration ExtremeOf(string name, string id, int sign)
    {
        List<Overload> overloads = [.. Numbers.Select(t => Global($"{id}_{t.Name}", [t], t, a => a[0]))];
        foreach (var left in Numbers)
        {
            overloads.AddRange(Numbers.Select(right => Global($"{id}_{left.Name}_{right.Name}", [left, right], left == right ? left : CelType.Dyn, a => Select(a[0], a[1], sign))));
        }
        overloads.AddRange(Numbers.Select(t => Global($"{id}_list_{t.Name}", [CelType.List(t)], t, a => SelectOf(a[0], name, sign))));
        return new(name, overloads);
    }

    private static Value Select(in Value left, in Value right, int sign) => Ordering.Compare(right, left) == sign ? right : left;

    private static Value SelectOf(in Value list, string name, int sign)
    {
        if (list.ListCount == 0)
        {
            return CelError.Create($"{name}(list) argument must not be empty");
        }
        var best = default(Value);
        for (var cursor = 0L; list.ListSource.MoveNext(list.Handle, ref cursor, out var item);)
        {
            if (!Ordering.IsNumber(item))
            {
                return CelError.NoSuchOverload;
            }
            best = best.IsNone ? item : Select(best, item, sign);
        }
        return best;
    }

    private static FunctionDeclaration OfDouble(string name, Func<double, double> compute) =>
        Function($"math.{name}", Global($"math_{name}_double", [CelType.Double], CelType.Double, a => Value.Of(compute(a[0].AsDouble))));

    private static FunctionDeclaration Test(string name, Func<double, bool> test) =>
        Function($"math.{name}", Global($"math_{name}_double", [CelType.Double], CelType.Bool, a => Value.Of(test(a[0].AsDouble))));

    private static Value Absolute(in Value value) => value.Kind switch
    {
        ValueKind.Int => value.AsInt == long.MinValue ? CelError.IntegerOverflow : Value.Of(Math.Abs(value.AsInt)),
        ValueKind.Double => Value.Of(Math.Abs(value.AsDouble)),
        _ => value,
    };

    private static Value Sign(in Value value) => value.Kind switch
    {
        ValueKind.Int => Value.Of((long)Math.Sign(value.AsInt)),
        ValueKind.Uint => Value.Of(value.AsUint == 0 ? 0UL : 1UL),
        _ => Value.Of(double.IsNaN(value.AsDouble) ? double.NaN : Math.Sign(value.AsDouble)),
    };

    private static FunctionDeclaration Bits(string name, Func<ulong, ulong, ulong> combine) => Function($"math.{name}",
        Global($"math_{name}_int_int", [CelType.Int, CelType.Int], CelType.Int, a => Value.Of(unchecked((long)combine(a[0].AsUint, a[1].AsUint)))),
        Global($"math_{name}_uint_uint", [CelType.Uint, CelType.Uint], CelType.Uint, a => Value.Of(combine(a[0].AsUint, a[1].AsUint))));

    private static FunctionDeclaration Shift(string name, Func<ulong, int, ulong> shift)
    {
        Value Apply(ReadOnlySpan<Value> a)
        {
            if (a[1].AsInt < 0)
            {
                return CelError.Create($"math.{name}() negative offset: {a[1].AsInt}");
            }
            var shifted = shift(a[0].AsUint, (int)Math.Min(64, a[1].AsInt));
            return a[0].Kind == ValueKind.Int ? Value.Of(unchecked((long)shifted)) : Value.Of(shifted);
        }

        return Function($"math.{name}",
            Global($"math_{name}_int_int", [CelType.Int, CelType.Int], CelType.Int, Apply),
            Global($"math_{name}_uint_int", [CelType.Uint, CelType.Int], CelType.Uint, Apply));
    }
}
