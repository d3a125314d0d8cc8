using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.EndToEnd.Tests.Access;

/// <summary>An OpenID Connect issuer on loopback: discovery, key set, and tokens signed or forged as a test wants them.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "gatehouse-test";

    private readonly int _port;
    private readonly X509Certificate2? _certificate;
    private readonly ConcurrentDictionary<string, RSA> _published = new();
    private WebApplication? _app;
    private int _fetches;

    private TestIssuer(int port, X509Certificate2? certificate)
    {
        (_port, _certificate) = (port, certificate);
        Publish("first");
    }

    /// <summary>The issuer as its tokens name it.</summary>
    public string Name => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>How often its key set was asked for.</summary>
    public int Fetches => Volatile.Read(ref _fetches);

    /// <summary>What the discovery document says the issuer is; null for the truth.</summary>
    public string? ClaimedName { get; set; }

    /// <summary>The credential that it wants to see before it gives anything; null for none.</summary>
    public string? Secret { get; set; }

    public static async Task<TestIssuer> StartAsync(X509Certificate2? certificate = null)
    {
        var issuer = new TestIssuer(FreePort(), certificate);
        await issuer.ComeUpAsync();
        return issuer;
    }

    /// <summary>An issuer that is not there yet.</summary>
    public static TestIssuer Reserve() => new(FreePort(), null);

    public async Task ComeUpAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port, listener =>
        {
            if (_certificate is not null)
            {
                listener.UseHttps(_certificate);
            }
        }));
        if (_certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async Task GoDownAsync()
    {
        await _app!.DisposeAsync();
        _app = null;
    }

    /// <summary>Puts a new key into the key set.</summary>
    public void Publish(string keyId) => _published[keyId] = RSA.Create(2048);

    public RSA Key(string keyId) => _published[keyId];

    /// <summary>A genuine token.</summary>
    public string Issue(JsonObject claims, string keyId = "first") => Sign(new() { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = keyId }, Complete(claims), _published[keyId]);

    /// <summary>Claims with issuer, audience and times, where they say nothing else.</summary>
    public JsonObject Complete(JsonObject claims)
    {
        var now = DateTimeOffset.Now.ToUnixTimeSeconds();
        JsonObject complete = new() { ["iss"] = Name, ["aud"] = Audience, ["iat"] = now, ["nbf"] = now, ["exp"] = now + 600 };
        foreach (var (claim, value) in claims)
        {
            complete[claim] = value?.DeepClone();
        }

        return complete;
    }

    public static string Sign(JsonObject header, JsonObject claims, RSA key)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>A token whose HMAC secret is what everybody knows: the public key of the issuer, in PEM as servers keep it.</summary>
    public string SignWithPublicKey(JsonObject claims)
    {
        var signed = $"{Encode(new JsonObject { ["alg"] = "HS256", ["kid"] = "first" })}.{Encode(Complete(claims))}";
        return $"{signed}.{Encode(HMACSHA256.HashData(Encoding.ASCII.GetBytes(_published["first"].ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(signed)))}";
    }

    public static string Encode(JsonObject part) => Encode(Encoding.UTF8.GetBytes(part.ToJsonString()));

    /// <summary>How a server trusts it.</summary>
    public ServerSetup Trust(ServerSetup setup, int index, string name, string kind, params (string Option, string Value)[] options) => options.Aggregate(
        setup.With($"access:issuers:{index}:name", name).With($"access:issuers:{index}:issuer", Name).With($"access:issuers:{index}:kind", kind)
            .With($"access:issuers:{index}:audiences:0", Audience).With($"access:issuers:{index}:keyRetrySeconds", "1"),
        (all, option) => all.With($"access:issuers:{index}:{option.Option}", option.Value));

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private Task AnswerAsync(HttpContext http)
    {
        if (Secret is { } secret && http.Request.Headers.Authorization != $"Bearer {secret}")
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        return http.Request.Path.Value switch
        {
            "/.well-known/openid-configuration" => http.Response.WriteAsync(new JsonObject { ["issuer"] = ClaimedName ?? Name, ["jwks_uri"] = $"{Name}/keys" }.ToJsonString()),
            "/keys" => http.Response.WriteAsync(RenderKeys().ToJsonString()),
            _ => Task.CompletedTask,
        };
    }

    private JsonObject RenderKeys()
    {
        Interlocked.Increment(ref _fetches);
        // A secret beside the keys: what is published proves nothing.
        var keys = new JsonArray(new JsonObject { ["kty"] = "oct", ["kid"] = "secret", ["k"] = Encode(new byte[32]) });
        foreach (var (id, key) in _published)
        {
            var parameters = key.ExportParameters(false);
            keys.Add((JsonNode)new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = id, ["n"] = Encode(parameters.Modulus!), ["e"] = Encode(parameters.Exponent!) });
        }

        return new() { ["keys"] = keys };
    }

    private static string Encode(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
