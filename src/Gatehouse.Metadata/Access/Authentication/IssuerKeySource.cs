using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>Fetches the signing keys of one issuer: its discovery document (OpenID Connect Discovery 1.0, section 4), then the key set that it names.</summary>
internal sealed class IssuerKeySource : IDisposable
{
    private const int LargestDocumentBytes = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly string[] AsymmetricTypes = [JsonWebAlgorithmsKeyTypes.RSA, JsonWebAlgorithmsKeyTypes.EllipticCurve];
    private readonly IssuerOptions _issuer;
    private readonly Uri _discovery;
    private readonly HttpClient _http;

    public IssuerKeySource(IssuerOptions issuer)
    {
        _issuer = issuer;
        _discovery = new(issuer.Discovery.Length > 0 ? issuer.Discovery : issuer.Issuer.TrimEnd('/') + "/.well-known/openid-configuration");
        _http = new(CreateHandler(issuer)) { Timeout = Patience, MaxResponseContentBufferSize = LargestDocumentBytes };
    }

    /// <exception cref="IssuerUnavailableException">They cannot be had; the message says why.</exception>
    public async Task<IReadOnlyList<SecurityKey>> FetchAsync()
    {
        try
        {
            var keys = await GetAsync(await FindKeySetAsync());
            return [.. new JsonWebKeySet(keys).GetSigningKeys().Where(IsAsymmetric)];
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or JsonException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new IssuerUnavailableException(exception.Message, exception);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Uri> FindKeySetAsync()
    {
        using var document = JsonDocument.Parse(await GetAsync(_discovery));
        if (Find(document, "issuer") != _issuer.Issuer)
        {
            throw new IssuerUnavailableException($"the discovery document at {_discovery} is of issuer \"{Find(document, "issuer")}\", not of \"{_issuer.Issuer}\"");
        }

        return Uri.TryCreate(Find(document, "jwks_uri"), UriKind.Absolute, out var address) && IssuerOptions.IsTrustworthy(address)
            ? address
            : throw new IssuerUnavailableException($"the discovery document at {_discovery} names no https address of keys in jwks_uri");
    }

    private static string? Find(JsonDocument document, string member) =>
        document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private async Task<string> GetAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        // Only to the host that the operator named: a key set elsewhere has no business with the credential.
        if (_issuer.TokenFile.Length > 0 && address.Authority == _discovery.Authority && address.Scheme == _discovery.Scheme)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(_issuer.TokenFile)).Trim());
        }

        using var response = await _http.SendAsync(request);
        return response.StatusCode == HttpStatusCode.OK
            ? await response.Content.ReadAsStringAsync()
            : throw new IssuerUnavailableException($"{address} answered {(int)response.StatusCode}");
    }

    /// <summary>A secret in a key set is published to the world: it proves nothing.</summary>
    private static bool IsAsymmetric(SecurityKey key) => key switch
    {
        JsonWebKey jwk => AsymmetricTypes.Contains(jwk.Kty),
        SymmetricSecurityKey => false,
        _ => true,
    };

    private static SocketsHttpHandler CreateHandler(IssuerOptions issuer)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (issuer.AuthorityFile.Length > 0)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(issuer.AuthorityFile);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return handler;
    }
}
