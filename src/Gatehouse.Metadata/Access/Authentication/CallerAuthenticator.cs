using Gatehouse.Access;
using Gatehouse.Metadata.Access.Tokens;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>Finds who makes a request: a bearer token, else a client certificate, else nobody.</summary>
internal sealed class CallerAuthenticator(TokenStore tokens, OidcVerifier issuers, ClientCertificateVerifier certificates)
{
    private const string Bearer = "Bearer ";

    /// <returns>Null when a credential was sent that proves nothing: it is never taken for an anonymous call.</returns>
    public async ValueTask<Caller?> AuthenticateAsync(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
        var header = http.Request.Headers.Authorization;
        if (header.Count > 0)
        {
            return await VerifyAsync(header.Count == 1 ? header[0] ?? "" : "", http.RequestAborted) is { } proven ? proven with { Address = address } : null;
        }

        if (certificates.IsEnabled && http.Connection.ClientCertificate is { } certificate)
        {
            return certificates.Verify(certificate) is { } proven ? proven with { Address = address } : null;
        }

        return new(Caller.Anonymous, [], address, []);
    }

    private async ValueTask<Caller?> VerifyAsync(string header, CancellationToken cancellationToken)
    {
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var token = header[Bearer.Length..].Trim();
        return token.StartsWith(TokenText.Prefix, StringComparison.Ordinal) ? await tokens.VerifyAsync(token, cancellationToken) : await issuers.VerifyAsync(token);
    }
}
