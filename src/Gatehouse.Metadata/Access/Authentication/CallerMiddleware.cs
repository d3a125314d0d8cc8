using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Storage;
using Gatehouse.Metadata.Transcoding;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>Puts the <see cref="Gatehouse.Access.Caller"/> of each request into its features, and answers 401 to a credential that proves nothing.</summary>
public static class CallerMiddleware
{
    /// <summary>Comes before everything that serves or limits.</summary>
    public static IApplicationBuilder UseCallers(this IApplicationBuilder app)
    {
        var authenticator = app.ApplicationServices.GetRequiredService<CallerAuthenticator>();
        var failures = app.ApplicationServices.GetRequiredService<FailureTranslator>();
        return app.Use(async (http, next) =>
        {
            Gatehouse.Access.Caller? caller;
            try
            {
                caller = await authenticator.AuthenticateAsync(http);
            }
            catch (StoreUnavailableException exception)
            {
                await AnswerAsync(failures.Translate(exception, http.Request.Path), http);
                return;
            }

            if (caller is null)
            {
                http.Response.Headers.WWWAuthenticate = "Bearer";
                await AnswerAsync(Errors.Create(Code.Unauthenticated, "the credential is not valid"), http);
                return;
            }

            http.Features.Set(caller);
            await next(http);
        });
    }

    /// <summary>In the form that the client reads: gRPC's headers, or the JSON error of REST.</summary>
    private static Task AnswerAsync(RpcException error, HttpContext http)
    {
        if (http.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) != true)
        {
            return ErrorEnvelope.WriteAsync(error, http);
        }

        http.Response.ContentType = "application/grpc";
        http.Response.Headers["grpc-status"] = ((int)error.StatusCode).ToString(null, null);
        http.Response.Headers["grpc-message"] = Uri.EscapeDataString(error.Status.Detail);
        return http.Response.CompleteAsync();
    }
}
