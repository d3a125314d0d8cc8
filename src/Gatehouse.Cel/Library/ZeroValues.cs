using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Library;

/// <summary>Which values <c>optional.ofNonZeroValue</c> takes for nothing: null, false, zeros, empty containers and messages.</summary>
internal static class ZeroValues
{
    public static bool IsZero(in Value value) => value.Kind switch
    {
        ValueKind.Null => true,
        ValueKind.Bool or ValueKind.Int or ValueKind.Uint or ValueKind.Enum => value.AsInt == 0,
        ValueKind.Double => value.AsDouble == 0,
        ValueKind.String => value.AsString.Length == 0,
        ValueKind.Bytes => value.AsBytes.Length == 0,
        ValueKind.List => value.ListCount == 0,
        ValueKind.Map => value.MapCount == 0,
        ValueKind.Message => value.AsMessage.SetCount == 0,
        ValueKind.Duration or ValueKind.Timestamp => value.Seconds == 0 && value.Nanos == 0,
        ValueKind.Optional => !value.HasOptionalValue,
        ValueKind.Opaque => value.AsOpaque.IsZero,
        _ => false,
    };
}
