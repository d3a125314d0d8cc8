using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Metadata.Filtering.Binding;

/// <summary>What to call the type of a field in a message to the caller.</summary>
internal static class TypeName
{
    public static string Of(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => "text",
        FieldType.Bool => "a boolean",
        FieldType.Bytes => "bytes",
        FieldType.Enum => $"a {field.EnumType.Name}",
        FieldType.Message => field.MessageType == Timestamp.Descriptor ? "a time" : field.MessageType == Duration.Descriptor ? "a length of time" : "a message",
        _ => "a number",
    };
}
