using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Messages;

/// <summary>Containers of enumeration numbers, seen as containers of their strong values.</summary>
internal static class StrongEnums
{
    public static Value List(EnumType type, in Value numbers)
    {
        var items = new List<Value>();
        for (var cursor = 0L; numbers.ListSource.MoveNext(numbers.Handle, ref cursor, out var item);)
        {
            items.Add(Value.Enum(type, (int)item.AsInt));
        }
        return Value.List([.. items]);
    }

    public static Value Map(EnumType type, in Value numbers)
    {
        var map = new TableMapSource();
        for (var cursor = 0L; numbers.MapSource.MoveNext(numbers.Handle, ref cursor, out var key, out var item);)
        {
            map.TryAdd(key, Value.Enum(type, (int)item.AsInt));
        }
        return Value.Map(map);
    }
}
