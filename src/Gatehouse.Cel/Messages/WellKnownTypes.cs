using System.Collections.Frozen;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Messages;

/// <summary>The messages of <c>google.protobuf</c> that are values of CEL itself (language definition, "Dynamic Values").</summary>
internal static class WellKnownTypes
{
    public const string Any = "google.protobuf.Any";
    public const string Struct = "google.protobuf.Struct";
    public const string JsonValue = "google.protobuf.Value";
    public const string ListValue = "google.protobuf.ListValue";
    public const string Timestamp = "google.protobuf.Timestamp";
    public const string Duration = "google.protobuf.Duration";
    public const string FieldMask = "google.protobuf.FieldMask";
    public const string Empty = "google.protobuf.Empty";

    private static readonly FrozenDictionary<string, CelType> Types = new Dictionary<string, CelType>
    {
        [Any] = CelType.Any,
        [Struct] = CelType.JsonMap,
        [JsonValue] = CelType.Dyn,
        [ListValue] = CelType.DynList,
        [Timestamp] = CelType.Timestamp,
        [Duration] = CelType.Duration,
        ["google.protobuf.BoolValue"] = CelType.Wrapper(CelType.Bool),
        ["google.protobuf.BytesValue"] = CelType.Wrapper(CelType.Bytes),
        ["google.protobuf.DoubleValue"] = CelType.Wrapper(CelType.Double),
        ["google.protobuf.FloatValue"] = CelType.Wrapper(CelType.Double),
        ["google.protobuf.Int32Value"] = CelType.Wrapper(CelType.Int),
        ["google.protobuf.Int64Value"] = CelType.Wrapper(CelType.Int),
        ["google.protobuf.StringValue"] = CelType.Wrapper(CelType.String),
        ["google.protobuf.UInt32Value"] = CelType.Wrapper(CelType.Uint),
        ["google.protobuf.UInt64Value"] = CelType.Wrapper(CelType.Uint),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static CelType TypeOf(string messageName) => Types.TryGetValue(messageName, out var type) ? type : CelType.Message(messageName);

    /// <summary>Whether values of the message are not messages to expressions.</summary>
    public static bool IsNative(string messageName) => Types.ContainsKey(messageName);

    public static bool IsWrapper(string messageName) => Types.TryGetValue(messageName, out var type) && type.IsWrapper;

    /// <summary>The value of a message field that nothing was set in.</summary>
    public static Value DefaultOf(MessageType message) => message.Name switch
    {
        Any or JsonValue => Value.Null,
        Struct => Value.Map(new TableMapSource()),
        ListValue => Value.List([]),
        Timestamp => Value.Timestamp(0, 0),
        Duration => Value.Duration(0, 0),
        _ when IsWrapper(message.Name) => Value.Null,
        _ => Value.Of(new MessageValue(message)),
    };

    /// <summary>The descriptors themselves, for literals such as <c>google.protobuf.Int32Value{value: 1}</c> and for what is inside an <c>Any</c>.</summary>
    public static IEnumerable<MessageType> Descriptors()
    {
        yield return Message(Any, Field("type_url", 1, FieldKind.String), Field("value", 2, FieldKind.Bytes));
        yield return Message(Timestamp, Field("seconds", 1, FieldKind.Int64), Field("nanos", 2, FieldKind.Int32));
        yield return Message(Duration, Field("seconds", 1, FieldKind.Int64), Field("nanos", 2, FieldKind.Int32));
        yield return Message(Empty);
        yield return Message(FieldMask, new FieldType { Name = "paths", JsonName = "paths", Number = 1, Kind = FieldKind.String, Cardinality = FieldCardinality.Repeated });
        yield return Message(Struct, new FieldType { Name = "fields", JsonName = "fields", Number = 1, Kind = FieldKind.Message, TypeName = JsonValue, Cardinality = FieldCardinality.Map, KeyKind = FieldKind.String });
        yield return Message(ListValue, new FieldType { Name = "values", JsonName = "values", Number = 1, Kind = FieldKind.Message, TypeName = JsonValue, Cardinality = FieldCardinality.Repeated });
        yield return Message(JsonValue, Kind("null_value", 1, FieldKind.Enum, "google.protobuf.NullValue"), Kind("number_value", 2, FieldKind.Double), Kind("string_value", 3, FieldKind.String), Kind("bool_value", 4, FieldKind.Bool), Kind("struct_value", 5, FieldKind.Message, Struct), Kind("list_value", 6, FieldKind.Message, ListValue));
        foreach (var (name, kind) in new[] { ("Bool", FieldKind.Bool), ("Bytes", FieldKind.Bytes), ("Double", FieldKind.Double), ("Float", FieldKind.Float), ("Int32", FieldKind.Int32), ("Int64", FieldKind.Int64), ("String", FieldKind.String), ("UInt32", FieldKind.Uint32), ("UInt64", FieldKind.Uint64) })
        {
            yield return Message($"google.protobuf.{name}Value", Field("value", 1, kind));
        }
    }

    private static MessageType Message(string name, params IEnumerable<FieldType> fields) => new(name, fields);

    private static FieldType Field(string name, int number, FieldKind kind) => new() { Name = name, JsonName = name, Number = number, Kind = kind };

    private static FieldType Kind(string name, int number, FieldKind kind, string? type = null) =>
        new() { Name = name, JsonName = name, Number = number, Kind = kind, TypeName = type, HasPresence = true, Oneof = "kind" };

    /// <summary>The value that a message of one of these types stands for.</summary>
    public static Value ToNative(MessageValue message, TypeRegistry registry) => message.Type.Name switch
    {
        Any => UnpackAny(message, registry),
        Struct => Get(message, "fields"),
        ListValue => Get(message, "values"),
        JsonValue => message.SetFields.Select(f => f.Key.Name == "null_value" ? Value.Null : f.Value).FirstOrDefault(Value.Null),
        Timestamp => Times.Timestamp(Get(message, "seconds").AsInt, (int)Get(message, "nanos").AsInt),
        Duration => Times.Duration(Get(message, "seconds").AsInt, (int)Get(message, "nanos").AsInt),
        var name when IsWrapper(name) => Get(message, "value"),
        _ => Value.Of(message),
    };

    private static Value Get(MessageValue message, string field) => message.Get(message.Type.Find(field)!);

    private static Value UnpackAny(MessageValue any, TypeRegistry registry)
    {
        var url = Get(any, "type_url").AsString;
        var name = url[(url.LastIndexOf('/') + 1)..];
        if (registry.FindMessage(name) is not { } type)
        {
            return CelError.Create($"conversion error: unknown type of google.protobuf.Any: '{url}'");
        }
        return WireReader.TryRead(Get(any, "value").AsBytes, type, registry, out var message)
            ? ToNative(message, registry)
            : CelError.Create($"conversion error: the value of google.protobuf.Any is no {name}");
    }
}
