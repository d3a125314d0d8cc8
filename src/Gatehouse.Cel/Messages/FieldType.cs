using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Messages;

/// <summary>A field of a message, as its descriptor has it.</summary>
public sealed class FieldType
{
    public required string Name { get; init; }

    public required int Number { get; init; }

    public required string JsonName { get; init; }

    /// <summary>The kind of the field; of the values for a map.</summary>
    public required FieldKind Kind { get; init; }

    public FieldCardinality Cardinality { get; init; }

    /// <summary>The kind of a map's keys.</summary>
    public FieldKind KeyKind { get; init; }

    /// <summary>The full name of the message or enumeration.</summary>
    public string? TypeName { get; init; }

    /// <summary>Whether unset differs from the default value.</summary>
    public bool HasPresence { get; init; }

    public string? Oneof { get; init; }

    /// <summary>The default of a proto2 field; none for the default of its kind.</summary>
    public Value Default { get; init; }

    internal MessageType? Message { get; set; }

    internal EnumType? Enum { get; set; }

    internal bool IsMessage => Kind is FieldKind.Message or FieldKind.Group;

    /// <summary>The static type of what selecting the field yields.</summary>
    public CelType CelType => Cardinality switch
    {
        FieldCardinality.Repeated => CelType.List(ElementType),
        FieldCardinality.Map => CelType.Map(TypeOf(KeyKind), ElementType),
        _ => ElementType,
    };

    internal CelType ElementType => Kind switch
    {
        FieldKind.Message or FieldKind.Group => WellKnownTypes.TypeOf(TypeName!),
        FieldKind.Enum => Enum is { IsStrong: true } strong ? strong.CelType : CelType.Int,
        _ => TypeOf(Kind),
    };

    private static CelType TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Double or FieldKind.Float => CelType.Double,
        FieldKind.Uint32 or FieldKind.Uint64 or FieldKind.Fixed32 or FieldKind.Fixed64 => CelType.Uint,
        FieldKind.Bool => CelType.Bool,
        FieldKind.String => CelType.String,
        FieldKind.Bytes => CelType.Bytes,
        _ => CelType.Int,
    };

    /// <summary>What selecting the field yields when nothing is set.</summary>
    internal Value DefaultValue => Cardinality switch
    {
        FieldCardinality.Repeated => Value.List([]),
        FieldCardinality.Map => Value.Map(new TableMapSource()),
        _ => SingularDefault,
    };

    private Value SingularDefault => Kind switch
    {
        FieldKind.Message or FieldKind.Group => WellKnownTypes.DefaultOf(Message!),
        FieldKind.Enum => Present(Default.IsNone ? Value.Of(0L) : Default),
        _ when !Default.IsNone => Default,
        _ => ZeroOf(Kind),
    };

    internal static Value ZeroOf(FieldKind kind) => kind switch
    {
        FieldKind.Double or FieldKind.Float => Value.Of(0.0),
        FieldKind.Uint32 or FieldKind.Uint64 or FieldKind.Fixed32 or FieldKind.Fixed64 => Value.Of(0UL),
        FieldKind.Bool => Value.False,
        FieldKind.String => Value.Of(""),
        FieldKind.Bytes => Value.Of(Array.Empty<byte>()),
        _ => Value.Of(0L),
    };

    /// <summary>A stored value as expressions see it: numbers of strong enumerations become their values.</summary>
    internal Value Present(in Value stored) => Kind == FieldKind.Enum && Enum is { IsStrong: true } strong
        ? Cardinality switch
        {
            FieldCardinality.Singular => Value.Enum(strong, (int)stored.AsInt),
            FieldCardinality.Repeated => StrongEnums.List(strong, stored),
            _ => StrongEnums.Map(strong, stored),
        }
        : stored;
}
