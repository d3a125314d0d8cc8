using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>A client for each registry, with its own certificate authorities. Redirects are followed by hand: credentials must not travel along.</summary>
internal sealed class RegistryConnections(IOptions<RegistryOptions> options) : IDisposable
{
    private readonly ConcurrentDictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);

    public HttpClient Get(string registry) => _clients.GetOrAdd(registry, Create);

    public RegistryHostOptions? FindHost(string registry) => options.Value.Hosts.FirstOrDefault(h => h.Host == registry);

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    private HttpClient Create(string registry)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxConnectionsPerServer = options.Value.ParallelRequests,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromMilliseconds(options.Value.TimeoutMilliseconds),
        };
        if (FindHost(registry)?.CertificateAuthorityFile is { Length: > 0 } file)
        {
            handler.SslOptions.CertificateChainPolicy = PolicyOf(file);
        }

        var client = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("gatehouse");
        return client;
    }

    private static X509ChainPolicy PolicyOf(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }
}
