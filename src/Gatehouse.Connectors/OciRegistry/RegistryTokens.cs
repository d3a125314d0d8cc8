using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gatehouse.Admission.Registries;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>Answers challenges: basic credentials, or a token from the service that the registry names (docker, "Token Authentication Specification" and its OAuth2 form). Tokens are kept until they end.</summary>
internal sealed class RegistryTokens(RegistryConnections connections, RegistryCredentials credentials, TimeProvider time)
{
    private const int DefaultSeconds = 60;
    private const int LongestAnswer = 1024 * 1024;
    private readonly ConcurrentDictionary<(string Registry, string Scope), (AuthenticationHeaderValue Header, DateTimeOffset Until)> _headers = new();

    public AuthenticationHeaderValue? Find(RegistryEndpoint endpoint, string scope) =>
        _headers.TryGetValue((endpoint.Registry, scope), out var known) && time.GetUtcNow() < known.Until ? known.Header : null;

    /// <summary>Goes for a header that answers a challenge.</summary>
    /// <exception cref="RegistryException">There is none.</exception>
    public async Task<AuthenticationHeaderValue> GetAsync(RegistryEndpoint endpoint, string scope, AuthenticationChallenge challenge, CancellationToken cancellationToken)
    {
        var credential = await credentials.FindAsync(endpoint, cancellationToken);
        var (header, seconds) = challenge.Is("Basic") ? (Basic(endpoint, credential), DefaultSeconds) : await GetTokenAsync(endpoint, scope, challenge, credential, cancellationToken);
        _headers[(endpoint.Registry, scope)] = (header, time.GetUtcNow().AddSeconds(seconds));
        return header;
    }

    private static AuthenticationHeaderValue Basic(RegistryEndpoint endpoint, RegistryCredential? credential) => credential is { IsToken: false }
        ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User}:{credential.Secret}")))
        : throw new RegistryException(RegistryProblem.Denied, $"{endpoint.Registry} wants to know who asks, and no credential for it is configured; add one as `docker login {endpoint.Registry}` does (registries.credentialFile)");

    private async Task<(AuthenticationHeaderValue Header, int Seconds)> GetTokenAsync(
        RegistryEndpoint endpoint, string scope, AuthenticationChallenge challenge, RegistryCredential? credential, CancellationToken cancellationToken)
    {
        var realm = RealmOf(endpoint, challenge);
        using var request = credential is { IsToken: true } ? Refresh(realm, scope, challenge, credential) : Ask(realm, scope, challenge, credential);
        using var response = await connections.Get(endpoint.Registry).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new RegistryException(
                (int)response.StatusCode >= 500 ? RegistryProblem.Unavailable : RegistryProblem.Denied,
                $"{realm.Host} gives {(credential is null ? "nobody in particular" : credential.ToString())} no token for {endpoint} ({(int)response.StatusCode}); look at the credential for {endpoint.Registry}");
        }

        return Read(endpoint, await BoundedBody.ReadAsync(response, LongestAnswer, $"the token of {realm.Host}", cancellationToken));
    }

    /// <summary>A password must not be sent wherever a registry points to.</summary>
    private static Uri RealmOf(RegistryEndpoint endpoint, AuthenticationChallenge challenge) =>
        Uri.TryCreate(challenge["realm"], UriKind.Absolute, out var realm) && (realm.Scheme == "https" || (realm.Scheme == "http" && endpoint.Base.Scheme == "http" && (realm.Host == endpoint.Base.Host || realm.IsLoopback)))
            ? realm
            : throw new RegistryException(RegistryProblem.Malformed, $"{endpoint.Registry} names \"{challenge["realm"]}\" as where tokens are to be had, which is no HTTPS address");

    private static HttpRequestMessage Ask(Uri realm, string scope, AuthenticationChallenge challenge, RegistryCredential? credential)
    {
        var query = $"service={Uri.EscapeDataString(challenge["service"])}&scope={Uri.EscapeDataString(scope)}";
        var builder = new UriBuilder(realm) { Query = realm.Query.Length > 1 ? realm.Query[1..] + "&" + query : query };
        var request = new HttpRequestMessage(HttpMethod.Get, builder.Uri);
        if (credential is not null)
        {
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User}:{credential.Secret}")));
        }

        return request;
    }

    private static HttpRequestMessage Refresh(Uri realm, string scope, AuthenticationChallenge challenge, RegistryCredential credential) => new(HttpMethod.Post, realm)
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["service"] = challenge["service"],
            ["client_id"] = "gatehouse",
            ["scope"] = scope,
            ["refresh_token"] = credential.Secret,
        }),
    };

    private static (AuthenticationHeaderValue Header, int Seconds) Read(RegistryEndpoint endpoint, ReadOnlyMemory<byte> body)
    {
        try
        {
            var answer = JsonElement.Parse(body.Span);
            var token = answer.TryGetProperty("token", out var given) ? given.GetString() : answer.GetProperty("access_token").GetString();
            var seconds = answer.TryGetProperty("expires_in", out var lifetime) && lifetime.TryGetInt32(out var stated) ? Math.Clamp(stated, 1, 3_600) : DefaultSeconds;

            // A little early, so that none ends on its way.
            return (new("Bearer", token), Math.Max(1, seconds - 5));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new RegistryException(RegistryProblem.Malformed, $"the token service of {endpoint.Registry} answers with something that is no token", exception);
        }
    }
}
