using System.Diagnostics;
using Gatehouse.Access;
using Gatehouse.Metadata.Access.Refusals;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Storage;
using Gatehouse.Metadata.Transcoding;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>
/// Puts the <see cref="Caller"/> of each request into its features. A credential that proves nothing is answered with 401 and stands in the audit, by the address it
/// came from; one that cannot be checked, because the store or its issuer is away, with 503.
/// </summary>
public static class CallerMiddleware
{
    /// <summary>The action of a refused credential in the audit.</summary>
    public const string Action = "gatehouse.authenticate";

    /// <summary>Comes before everything that serves or limits.</summary>
    public static IApplicationBuilder UseCallers(this IApplicationBuilder app)
    {
        var authenticator = app.ApplicationServices.GetRequiredService<CallerAuthenticator>();
        var failures = app.ApplicationServices.GetRequiredService<FailureTranslator>();
        var refusals = app.ApplicationServices.GetRequiredService<RefusalLog>();
        return app.Use(async (http, next) =>
        {
            var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
            switch (await AuthenticateAsync(authenticator, failures, http))
            {
                case CredentialOutcome.Proven proven:
                    http.Features.Set(proven.Caller with { Address = address });
                    http.Features.Set(new CredentialLease(proven.StillHoldsAsync));
                    await next(http);
                    return;
                case CredentialOutcome.Refused refused:
                    refusals.Add(new(Caller.Anonymous, address, Action), "", "UNAUTHENTICATED", refused.Reason);
                    http.Response.Headers.WWWAuthenticate = "Bearer";
                    await AnswerAsync(Errors.Create(Code.Unauthenticated, "the credential is not valid"), http);
                    return;
                case CredentialOutcome.Unverifiable unverifiable:
                    await AnswerAsync(Errors.Unavailable(unverifiable.Message), http);
                    return;
                default:
                    throw new UnreachableException();
            }
        });
    }

    private static async ValueTask<CredentialOutcome> AuthenticateAsync(CallerAuthenticator authenticator, FailureTranslator failures, HttpContext http)
    {
        try
        {
            return await authenticator.AuthenticateAsync(http);
        }
        catch (StoreUnavailableException exception)
        {
            return new CredentialOutcome.Unverifiable(failures.Translate(exception, http.Request.Path).Status.Detail);
        }
    }

    /// <summary>In the form that the client reads: gRPC's headers, or the JSON error of REST.</summary>
    private static Task AnswerAsync(RpcException error, HttpContext http) =>
        http.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true ? GrpcErrors.WriteAsync(error, http) : ErrorEnvelope.WriteAsync(error, http);
}
