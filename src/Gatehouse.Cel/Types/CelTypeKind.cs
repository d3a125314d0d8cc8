namespace Gatehouse.Cel.Types;

/// <summary>The kinds of static types (CEL language definition, "Gradual Type Checking").</summary>
public enum CelTypeKind
{
    Error,
    Dyn,
    Any,
    Null,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Timestamp,
    Duration,
    List,
    Map,
    Type,
    Message,
    Enum,
    Opaque,
    TypeParameter,
}
