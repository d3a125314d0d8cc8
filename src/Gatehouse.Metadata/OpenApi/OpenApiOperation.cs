using System.Text.Json.Nodes;
using Gatehouse.Metadata.Transcoding;
using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.OpenApi;

/// <summary>One method at one route.</summary>
internal static class OpenApiOperation
{
    public static JsonObject Render(TranscodedMethod method, OpenApiPath path, string id, OpenApiSchemas schemas)
    {
        var operation = new JsonObject
        {
            ["operationId"] = id,
            ["tags"] = new JsonArray(method.Method.Service.FullName),
            ["parameters"] = new JsonArray([.. path.Parameters.Select(PathParameter), .. QueryParameters(method, schemas)]),
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject { ["description"] = "OK", ["content"] = Json(schemas.Reference(method.Method.OutputType)) },
                ["default"] = new JsonObject { ["description"] = "An error", ["content"] = Json(schemas.Error()) },
            },
        };
        if (BodyType(method) is { } body)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Json(schemas.Reference(body)) };
        }

        return operation;
    }

    private static MessageDescriptor? BodyType(TranscodedMethod method) => method.Body switch
    {
        "" => null,
        "*" => method.Method.InputType,
        var field => method.Method.InputType.FindFieldByName(field).MessageType,
    };

    private static JsonNode PathParameter(string name) => new JsonObject
    {
        ["name"] = name,
        ["in"] = "path",
        ["required"] = true,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static IEnumerable<JsonNode> QueryParameters(TranscodedMethod method, OpenApiSchemas schemas)
    {
        if (method.Body == "*")
        {
            yield break;
        }

        var bound = method.Template.Fields.Append(method.Body).ToHashSet();
        foreach (var field in method.Method.InputType.Fields.InDeclarationOrder().Where(f => !bound.Contains(f.Name) && FieldText.Find(f.ContainingType, f.Name) is not null))
        {
            yield return new JsonObject { ["name"] = field.JsonName, ["in"] = "query", ["schema"] = schemas.Of(field) };
        }
    }

    private static JsonObject Json(JsonNode schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };
}
