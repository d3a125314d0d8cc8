using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>Selecting and indexing: maps by key, lists by position, messages by field (language definition, "Field Selection").</summary>
internal static class Selection
{
    public static Value NoSuchKey(in Value key) => CelError.Create($"no such key: {ValueText.Describe(key)}");

    /// <param name="isStrictTest">Whether asking for a field of something that has no fields is an error rather than absence.</param>
    public static Value Find(in Value container, in Value key, Access access, bool isStrictTest) => container.Kind switch
    {
        ValueKind.Map => FindInMap(container, key, access),
        ValueKind.List => FindInList(container, key, access),
        ValueKind.Message => FindInMessage(container, key, access),
        ValueKind.Error or ValueKind.Unknown => container,
        _ when access == Access.Get || isStrictTest => NoSuchKey(key),
        _ => access == Access.Test ? Value.False : default,
    };

    private static Value FindInMap(in Value map, in Value key, Access access)
    {
        var isFound = map.TryFindEntry(key, out var value);
        return access == Access.Test ? Value.Of(isFound) : isFound ? value : access == Access.Get ? NoSuchKey(key) : default;
    }

    private static Value FindInList(in Value list, in Value key, Access access)
    {
        long index;
        switch (key.Kind)
        {
            case ValueKind.Int:
                index = key.AsInt;
                break;
            case ValueKind.Uint:
                index = key.AsUint <= long.MaxValue ? (long)key.AsUint : -1;
                break;
            case ValueKind.Double when Math.Truncate(key.AsDouble) == key.AsDouble && Math.Abs(key.AsDouble) < 9.2e18:
                index = (long)key.AsDouble;
                break;
            case ValueKind.Double:
                return CelError.Create($"unsupported index value {ValueText.Describe(key)} in list");
            default:
                return CelError.Create($"unsupported index type '{key.RuntimeType.Name}' in list");
        }
        var isFound = index >= 0 && index < list.ListCount;
        return access == Access.Test ? Value.Of(isFound)
            : isFound ? list.ListItem(index)
            : access == Access.Get ? CelError.Create($"index out of bounds: {ValueText.Describe(key)}") : default;
    }

    private static Value FindInMessage(in Value message, in Value key, Access access)
    {
        if (key.Kind != ValueKind.String)
        {
            return CelError.NoSuchOverload;
        }
        var target = message.AsMessage;
        if (target.Type.Find(key.AsString) is not { } field)
        {
            return CelError.Create($"no such field '{key.AsString}'");
        }
        return access switch
        {
            Access.Test => Value.Of(target.Has(field)),
            Access.IfPresent when !target.Has(field) => default,
            _ => target.Get(field),
        };
    }
}
