using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Messages;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Library;

/// <summary>Conversions to strong enumerations, named like the enumeration, and from them to int.</summary>
internal static class EnumFunctions
{
    public static IEnumerable<FunctionDeclaration> Of(TypeRegistry types)
    {
        var strong = types.Enums.Where(e => e.IsStrong).ToArray();
        foreach (var type in strong)
        {
            yield return Function(type.Name,
                Global($"int64_to_{type.Name}", [CelType.Int], type.CelType, a => FromNumber(type, a[0].AsInt)),
                Global($"string_to_{type.Name}", [CelType.String], type.CelType, a => FromSymbol(type, a[0].AsString)));
        }
        if (strong.Length > 0)
        {
            yield return new FunctionDeclaration("int", [.. strong.Select(t => Global($"{t.Name}_to_int64", [t.CelType], CelType.Int, a => Value.Of(a[0].AsInt)))]);
        }
    }

    private static Value FromNumber(EnumType type, long number) => number is < int.MinValue or > int.MaxValue
        ? CelError.Create($"range error: {number} is out of the range of {type.Name}")
        : Value.Enum(type, (int)number);

    private static Value FromSymbol(EnumType type, string symbol) => type.TryGetNumber(symbol, out var number)
        ? Value.Enum(type, number)
        : CelError.Create($"invalid enum value: {type.Name} has no '{symbol}'");
}
