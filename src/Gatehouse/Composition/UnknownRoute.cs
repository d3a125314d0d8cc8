using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Transcoding;

namespace Gatehouse.Host.Composition;

/// <summary>Answers a path that nothing serves in the form that API clients read.</summary>
internal static class UnknownRoute
{
    public static Task AnswerAsync(HttpContext http) =>
        ErrorEnvelope.WriteAsync(Errors.Create(Google.Rpc.Code.NotFound, $"nothing is served at {http.Request.Method} {http.Request.Path}"), http);
}
