namespace Gatehouse.Cel.Messages;

/// <summary>The type of a field as protocol buffers name it.</summary>
public enum FieldKind
{
    Double,
    Float,
    Int32,
    Int64,
    Uint32,
    Uint64,
    Sint32,
    Sint64,
    Fixed32,
    Fixed64,
    Sfixed32,
    Sfixed64,
    Bool,
    String,
    Bytes,
    Enum,
    Message,
    Group,
}
