using System.Security.Cryptography.X509Certificates;
using Gatehouse.Access;
using Gatehouse.Metadata.Access.Tokens;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>Finds who makes a request: a bearer token, else a client certificate, else nobody.</summary>
internal sealed class CallerAuthenticator(TokenStore tokens, OidcVerifier issuers, ClientCertificateVerifier certificates, TimeProvider time)
{
    private const string Bearer = "Bearer ";

    /// <summary>A credential that proves nothing is refused: it is never taken for an anonymous call.</summary>
    public ValueTask<CredentialOutcome> AuthenticateAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        if (header.Count > 0)
        {
            return VerifyAsync(header.Count == 1 ? header[0] ?? "" : "", http.RequestAborted);
        }

        return ValueTask.FromResult(certificates.IsEnabled && http.Connection.ClientCertificate is { } certificate
            ? Verify(certificate)
            : new CredentialOutcome.Proven(new(Caller.Anonymous, [], "", []), static _ => ValueTask.FromResult(true)));
    }

    private async ValueTask<CredentialOutcome> VerifyAsync(string header, CancellationToken cancellationToken)
    {
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return new CredentialOutcome.Refused("the header authorization is not of the form \"Bearer TOKEN\", or there are several");
        }

        var token = header[Bearer.Length..].Trim();
        if (!token.StartsWith(TokenText.Prefix, StringComparison.Ordinal))
        {
            return await issuers.VerifyAsync(token, cancellationToken);
        }

        return await tokens.VerifyAsync(token, cancellationToken) is { } caller
            ? new CredentialOutcome.Proven(caller, async stop => await tokens.VerifyAsync(token, stop) is not null)
            : new CredentialOutcome.Refused("the token is malformed or not known, was revoked or has expired");
    }

    private CredentialOutcome Verify(X509Certificate2 certificate)
    {
        var outcome = certificates.Verify(certificate);
        var expires = certificate.NotAfter.ToUniversalTime();
        return outcome is CredentialOutcome.Proven proven ? proven with { StillHoldsAsync = _ => ValueTask.FromResult(time.GetUtcNow().UtcDateTime <= expires) } : outcome;
    }
}
