using System.Collections.Frozen;
using Gatehouse.Cel.Types;

namespace Gatehouse.Cel.Messages;

/// <summary>An enumeration. Strong ones are values of their own type; legacy ones are ints (language definition, "Enumerations").</summary>
public sealed class EnumType(string name, IReadOnlyDictionary<string, int> values, bool isStrong)
{
    private readonly FrozenDictionary<string, int> _values = values.ToFrozenDictionary(StringComparer.Ordinal);

    public string Name => name;

    public bool IsStrong => isStrong;

    public IReadOnlyDictionary<string, int> Values => _values;

    public CelType CelType { get; } = CelType.Enum(name);

    public bool TryGetNumber(string symbol, out int number) => _values.TryGetValue(symbol, out number);

    public string? FindSymbol(int number) => _values.FirstOrDefault(v => v.Value == number).Key;
}
