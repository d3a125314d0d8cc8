using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>
/// Verifies JWTs of the configured issuers: signature by a key of the issuer's key set, issuer, audience, times. Only asymmetric algorithms are accepted, so
/// neither <c>none</c> nor a public key used as an HMAC secret passes; nor does a header with <c>crit</c>, whose meaning is not known here (RFC 7515 section 4.1.11).
/// </summary>
internal sealed partial class OidcVerifier : IDisposable
{
    private const int LongestToken = 16 * 1_024;

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };
    private readonly FrozenDictionary<string, Issuer> _issuers;
    private readonly TimeProvider _time;
    private readonly ILogger<OidcVerifier> _logger;

    public OidcVerifier(IOptions<AccessOptions> options, TimeProvider time, ILogger<OidcVerifier> logger)
    {
        (_time, _logger) = (time, logger);
        _issuers = options.Value.Issuers.ToFrozenDictionary(i => i.Issuer, i => CreateIssuer(i, time));
    }

    /// <returns>Who the token proves; the address is empty.</returns>
    public async ValueTask<CredentialOutcome> VerifyAsync(string text, CancellationToken cancellationToken)
    {
        if (Read(text) is not { } token)
        {
            return Refuse("?", "it is neither a token of this server nor a JWT");
        }

        if (!_issuers.TryGetValue(token.Issuer ?? "", out var issuer))
        {
            return Refuse("?", "its issuer is not one of access.issuers");
        }

        if (FindMistakeInHeader(token) is { } mistake)
        {
            return Refuse(issuer.Options.Name, mistake);
        }

        try
        {
            return await VerifyAsync(token, issuer, await issuer.Keys.FindAsync(token.Kid ?? "", cancellationToken));
        }
        catch (IssuerUnavailableException exception)
        {
            IssuerUnavailable(issuer.Options.Name, exception.Message);
            return new CredentialOutcome.Unverifiable($"the keys of issuer \"{issuer.Options.Name}\" cannot be fetched, so that its tokens cannot be checked just now; try again");
        }
        catch (ClaimMistakeException exception)
        {
            return Refuse(issuer.Options.Name, exception.Message);
        }
    }

    public void Dispose()
    {
        foreach (var issuer in _issuers.Values)
        {
            issuer.Source.Dispose();
        }
    }

    private async ValueTask<CredentialOutcome> VerifyAsync(JsonWebToken token, Issuer issuer, IReadOnlyList<SecurityKey> keys)
    {
        if (keys.Count == 0)
        {
            return Refuse(issuer.Options.Name, "the issuer has no key of the id it names");
        }

        var result = await _handler.ValidateTokenAsync(token, CreateParameters(issuer.Options, keys));
        if (!result.IsValid)
        {
            return Refuse(issuer.Options.Name, Describe(result.Exception));
        }

        var caller = ClaimMapping.ToCaller(issuer.Options, new Dictionary<string, object>(result.Claims));
        var (skew, expires) = (TimeSpan.FromSeconds(issuer.Options.ClockSkewSeconds), token.ValidTo);
        return new CredentialOutcome.Proven(caller, _ => ValueTask.FromResult(IsCurrent(null, expires, skew)));
    }

    private JsonWebToken? Read(string text)
    {
        try
        {
            return text.Length <= LongestToken && _handler.CanReadToken(text) ? _handler.ReadJsonWebToken(text) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException or FormatException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static string? FindMistakeInHeader(JsonWebToken token) => token switch
    {
        _ when !Algorithms.Contains(token.Alg) => $"algorithm \"{token.Alg}\" is not accepted",
        _ when token.TryGetHeaderValue<object>("crit", out _) => "its header has critical extensions, of which none is known here",
        _ => null,
    };

    private TokenValidationParameters CreateParameters(IssuerOptions issuer, IReadOnlyList<SecurityKey> keys) => new()
    {
        ValidIssuer = issuer.Issuer,
        ValidAudiences = issuer.Audiences,
        ValidAlgorithms = Algorithms,
        IssuerSigningKeys = keys,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        ValidateIssuerSigningKey = true,
        LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires, TimeSpan.FromSeconds(issuer.ClockSkewSeconds)),
    };

    private bool IsCurrent(DateTime? notBefore, DateTime? expires, TimeSpan skew)
    {
        // Differences, not sums: a hostile issuer's year 9999 must not overflow.
        var now = _time.GetUtcNow().UtcDateTime;
        return expires is { } end && now - end < skew && (notBefore is not { } start || start - now <= skew);
    }

    private CredentialOutcome.Refused Refuse(string issuer, string reason)
    {
        TokenRefused(issuer, reason);
        return new(issuer == "?" ? reason : $"token of issuer \"{issuer}\": {reason}");
    }

    private static string Describe(Exception exception) => exception switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException => "it has expired, is not valid yet, or says neither",
        SecurityTokenInvalidAudienceException => "it is made for another audience",
        SecurityTokenInvalidSignatureException => "its signature is not one of the issuer's key",
        SecurityTokenInvalidAlgorithmException => "its algorithm is not accepted",
        _ => exception.Message,
    };

    private static Issuer CreateIssuer(IssuerOptions options, TimeProvider time)
    {
        var source = new IssuerKeySource(options);
        return new(options, source, new(options, source.FetchAsync, time));
    }

    [LoggerMessage(1311, LogLevel.Warning, "A token of issuer {Issuer} was refused: {Reason}")]
    private partial void TokenRefused(string issuer, string reason);

    [LoggerMessage(1313, LogLevel.Error, "The keys of issuer {Issuer} cannot be fetched: {Reason}")]
    private partial void IssuerUnavailable(string issuer, string reason);

    private sealed record Issuer(IssuerOptions Options, IssuerKeySource Source, IssuerKeys Keys);
}
