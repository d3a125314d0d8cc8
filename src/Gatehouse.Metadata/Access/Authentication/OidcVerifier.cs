using System.Collections.Frozen;
using Gatehouse.Access;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>
/// Verifies JWTs of the configured issuers: signature by a key of the issuer's discovery document (fetched again when a token names an unknown key), issuer,
/// audience, times. Only asymmetric algorithms are accepted, so neither <c>none</c> nor a public key used as an HMAC secret passes.
/// </summary>
internal sealed partial class OidcVerifier
{
    private const int LongestToken = 16 * 1_024;

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };
    private readonly FrozenDictionary<string, (IssuerOptions Options, TokenValidationParameters Parameters)> _issuers;
    private readonly TimeProvider _time;
    private readonly ILogger<OidcVerifier> _logger;

    public OidcVerifier(IOptions<AccessOptions> options, IssuerKeys keys, TimeProvider time, ILogger<OidcVerifier> logger)
    {
        (_time, _logger) = (time, logger);
        _issuers = options.Value.Issuers.ToFrozenDictionary(i => i.Issuer, i => (i, CreateParameters(i, keys.Of(i))));
    }

    /// <returns>Who the token proves; null when it proves nothing, with the reason in the log. The address is empty.</returns>
    public async ValueTask<Caller?> VerifyAsync(string token)
    {
        if (FindIssuer(token) is not { } issuer)
        {
            return null;
        }

        var result = await _handler.ValidateTokenAsync(token, issuer.Parameters);
        if (!result.IsValid)
        {
            TokenRefused(issuer.Options.Name, result.Exception.Message);
            return null;
        }

        try
        {
            return ClaimMapping.ToCaller(issuer.Options, new Dictionary<string, object>(result.Claims));
        }
        catch (ClaimMistakeException mistake)
        {
            TokenRefused(issuer.Options.Name, mistake.Message);
            return null;
        }
    }

    private (IssuerOptions Options, TokenValidationParameters Parameters)? FindIssuer(string token)
    {
        if (token.Length > LongestToken || !_handler.CanReadToken(token))
        {
            return null;
        }

        try
        {
            var name = _handler.ReadJsonWebToken(token).Issuer;
            if (_issuers.TryGetValue(name, out var issuer))
            {
                return issuer;
            }

            TokenRefused(name, "the issuer is not one of access.issuers");
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException)
        {
            TokenRefused("?", exception.Message);
        }

        return null;
    }

    private TokenValidationParameters CreateParameters(IssuerOptions issuer, BaseConfigurationManager keys) => new()
    {
        ValidIssuer = issuer.Issuer,
        ValidAudiences = issuer.Audiences,
        ValidAlgorithms = Algorithms,
        ConfigurationManager = keys,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        ValidateIssuerSigningKey = true,
        LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires, TimeSpan.FromSeconds(issuer.ClockSkewSeconds)),
    };

    private bool IsCurrent(DateTime? notBefore, DateTime? expires, TimeSpan skew)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + skew && (notBefore is not { } start || now >= start - skew);
    }

    [LoggerMessage(1311, LogLevel.Warning, "A token of issuer {Issuer} was refused: {Reason}")]
    private partial void TokenRefused(string issuer, string reason);
}
