namespace Gatehouse.Cel.Values;

/// <summary>What a <see cref="Value"/> holds. <see cref="None"/> is no value at all: an absent field, an unset slot.</summary>
public enum ValueKind : byte
{
    None,
    Null,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    List,
    Map,
    Message,
    Type,
    Timestamp,
    Duration,
    Enum,
    Optional,
    Opaque,
    Error,
    Unknown,
}
