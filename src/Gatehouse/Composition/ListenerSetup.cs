using System.Security.Cryptography.X509Certificates;
using Gatehouse.Host.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Gatehouse.Host.Composition;

/// <summary>Registers the listeners with Kestrel.</summary>
internal static class ListenerSetup
{
    public static Listeners AddListeners(this IWebHostBuilder host, ServeOptions options)
    {
        var listeners = new Listeners();
        host.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The services check their own limit and answer with an error that says so.
            kestrel.Limits.MaxRequestBodySize = null;
            Listen(kestrel, options.Http, listener => Cleartext(listeners.Http = listener, HttpProtocols.Http1));
            Listen(kestrel, options.Grpc, listener => Cleartext(listeners.Grpc = listener, HttpProtocols.Http2));
            Listen(kestrel, options.Tls, listener => Tls(listeners.Tls = listener, options));
        });
        return listeners;
    }

    private static void Listen(KestrelServerOptions kestrel, string address, Action<ListenOptions> configure)
    {
        if (!ServeOptions.IsOff(address) && ServeOptions.TryParse(address, out var endpoint))
        {
            kestrel.Listen(endpoint, configure);
        }
    }

    private static void Cleartext(ListenOptions listener, HttpProtocols protocols) => listener.Protocols = protocols;

    private static void Tls(ListenOptions listener, ServeOptions options)
    {
        listener.Protocols = HttpProtocols.Http1AndHttp2;
        listener.UseHttps(https =>
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(options.Certificate);
            https.ServerCertificate = X509Certificate2.CreateFromPemFile(options.Certificate, options.Key);
            https.ServerCertificateChain = chain;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.AllowAnyClientCertificate();
        });
    }
}
