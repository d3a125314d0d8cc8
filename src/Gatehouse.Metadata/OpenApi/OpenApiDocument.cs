using System.Text.Json.Nodes;
using Gatehouse.Metadata.Transcoding;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Metadata.OpenApi;

/// <summary>
/// The OpenAPI 3.0.3 document of everything that is served by transcoding. Paths are plain (<c>/v1/projects/{project}/notes/{note}</c>), so that generators
/// make clients that work; each method has an operation per route.
/// </summary>
public static class OpenApiDocument
{
    public static JsonObject Create(EndpointDataSource endpoints, string version)
    {
        var schemas = new OpenApiSchemas();
        var paths = new JsonObject();
        var ids = new Dictionary<string, int>();
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<TranscodedMethod>() is { } method)
            {
                Add(paths, endpoint, method, schemas, ids);
            }
        }

        return new()
        {
            ["openapi"] = "3.0.3",
            ["info"] = new JsonObject
            {
                ["title"] = "Gatehouse",
                ["version"] = version,
                ["description"] = "The Grafeas API (v1 and v1beta1), container analysis, and Gatehouse's own. Every method is served over gRPC as well.",
            },
            ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
                ["schemas"] = schemas.Render(),
            },
        };
    }

    private static void Add(JsonObject paths, RouteEndpoint endpoint, TranscodedMethod method, OpenApiSchemas schemas, Dictionary<string, int> ids)
    {
        var path = OpenApiPath.From(method.Template);
        var verb = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0].ToLowerInvariant();
        var id = $"{method.Method.Service.Name}_{method.Method.Name}";
        ids[id] = ids.GetValueOrDefault(id) + 1;
        var item = paths[path.Text] as JsonObject ?? [];
        paths[path.Text] = item;
        // Two services may share a route only if they are different versions, which have different paths.
        item.TryAdd(verb, OpenApiOperation.Render(method, path, ids[id] == 1 ? id : $"{id}_{ids[id]}", schemas));
    }
}
