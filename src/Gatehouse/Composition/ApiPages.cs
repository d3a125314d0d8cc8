using System.Text.Json.Nodes;
using Gatehouse.Host.Commands;
using Gatehouse.Metadata.OpenApi;
using Scalar.AspNetCore;

namespace Gatehouse.Host.Composition;

/// <summary>The API to read: <c>/openapi.json</c> for generators and <c>/docs</c> for people. Neither needs a credential: they tell nothing of what is stored.</summary>
internal static class ApiPages
{
    public static void MapApiPages(this WebApplication app)
    {
        var document = new Lazy<JsonObject>(() => OpenApiDocument.Create(app.Services.GetRequiredService<EndpointDataSource>(), VersionCommand.Version));
        app.MapGet("/", () => TypedResults.Redirect("/docs"));
        app.MapGet("/openapi.json", () => TypedResults.Content(document.Value.ToJsonString(), "application/json"));
        app.MapScalarApiReference("/docs", options => options.WithTitle("Gatehouse API").WithOpenApiRoutePattern("/openapi.json").DisableDefaultFonts());
    }
}
