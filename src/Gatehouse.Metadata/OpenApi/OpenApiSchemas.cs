using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.OpenApi;

/// <summary>Schemas of messages in proto3 JSON, each once under its full name.</summary>
internal sealed class OpenApiSchemas
{
    private const string ErrorName = "gatehouse.Error";
    private readonly SortedDictionary<string, JsonObject> _schemas = new(StringComparer.Ordinal);

    public JsonObject Render() => new(_schemas.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value)));

    public JsonNode Error()
    {
        _schemas.TryAdd(ErrorName, (JsonObject)JsonNode.Parse(
            """
            {"type":"object","properties":{"error":{"type":"object","properties":{
              "code":{"type":"integer","format":"int32"},"message":{"type":"string"},"status":{"type":"string"},
              "details":{"type":"array","items":{"type":"object","additionalProperties":true}}}}}}
            """)!);
        return Reference(ErrorName);
    }

    public JsonNode Reference(MessageDescriptor message)
    {
        if (WellKnown(message.FullName) is { } known)
        {
            return known;
        }

        if (!_schemas.ContainsKey(message.FullName))
        {
            var properties = new JsonObject();
            // Entered before its fields, so that a message may hold itself.
            _schemas[message.FullName] = new() { ["type"] = "object", ["properties"] = properties };
            foreach (var field in message.Fields.InDeclarationOrder())
            {
                properties[field.JsonName] = Of(field);
            }
        }

        return Reference(message.FullName);
    }

    public JsonNode Of(FieldDescriptor field)
    {
        if (field.IsMap)
        {
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = Single(field.MessageType.FindFieldByNumber(2)) };
        }

        return field.IsRepeated ? new JsonObject { ["type"] = "array", ["items"] = Single(field) } : Single(field);
    }

    private JsonNode Single(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => Reference(field.MessageType),
        FieldType.Enum => Enum(field.EnumType),
        FieldType.Bool => Scalar("boolean"),
        FieldType.Float => Scalar("number", "float"),
        FieldType.Double => Scalar("number", "double"),
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 or FieldType.UInt32 or FieldType.Fixed32 => Scalar("integer", "int32"),
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => Scalar("string", "int64"),
        FieldType.UInt64 or FieldType.Fixed64 => Scalar("string", "uint64"),
        FieldType.Bytes => Scalar("string", "byte"),
        _ => Scalar("string"),
    };

    private JsonNode Enum(EnumDescriptor descriptor)
    {
        _schemas.TryAdd(descriptor.FullName, new() { ["type"] = "string", ["enum"] = new JsonArray([.. descriptor.Values.Select(v => (JsonNode)v.Name)]) });
        return Reference(descriptor.FullName);
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    private static JsonObject Scalar(string type, string? format = null)
    {
        var schema = new JsonObject { ["type"] = type };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }

    private static JsonNode? WellKnown(string name) => name switch
    {
        "google.protobuf.Timestamp" => Scalar("string", "date-time"),
        "google.protobuf.Duration" or "google.protobuf.FieldMask" => Scalar("string"),
        "google.protobuf.Struct" or "google.protobuf.Any" => new JsonObject { ["type"] = "object", ["additionalProperties"] = true },
        "google.protobuf.Value" => new JsonObject(),
        "google.protobuf.Empty" => Scalar("object"),
        _ => null,
    };
}
