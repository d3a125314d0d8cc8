using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Host.Client;

/// <summary>Which server a command talks to, and as whom.</summary>
/// <param name="CertificateAuthority">File with the PEM certificates to trust for TLS; null for the system's.</param>
internal sealed record ClientTarget(string Server, string? Token, string? CertificateAuthority)
{
    public HttpMessageHandler CreateHandler()
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (CertificateAuthority is not null)
        {
            var trusted = new X509Certificate2Collection();
            trusted.ImportFromPemFile(CertificateAuthority);
            handler.SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck },
            };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        return handler;
    }
}
