using System.Security.Cryptography.X509Certificates;
using Gatehouse.EndToEnd.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Gatehouse.EndToEnd.Tests.Access;

/// <summary>A server on TLS that takes client certificates of one authority, and asks for revoked ones.</summary>
public sealed class TlsServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gatehouse-tls-");
    private readonly TestAuthority _servers = new("servers");
    private WebApplication? _lists;
    private GatehouseProcess? _process;

    public GatehouseProcess Process => _process!;

    /// <summary>The administrator, on the port without TLS.</summary>
    public HttpClient Http { get; private set; } = new();

    internal TestAuthority Authority { get; } = new("clients");

    /// <summary>Where the list of revoked certificates is had, under any name that ends in <c>.crl</c>: a list is remembered by its address until its next update.</summary>
    internal Uri List(string path = "/list.crl") => new(_lists!.Urls.Single() + path);

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _lists = builder.Build();
        _lists.Run(async http =>
        {
            http.Response.StatusCode = http.Request.Path.Value!.EndsWith(".crl", StringComparison.Ordinal) ? 200 : 404;
            await http.Response.Body.WriteAsync(http.Response.StatusCode == 200 ? Authority.RenderList() : []);
        });
        await _lists.StartAsync();

        using var certificate = _servers.IssueForServer();
        var (pem, key) = (Path.Combine(_folder.FullName, "tls.pem"), Path.Combine(_folder.FullName, "tls.key"));
        await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        _process = await GatehouseProcess.StartAsync(new ServerSetup { Tls = "127.0.0.1:0" }
            .With("serve:certificate", pem).With("serve:key", key)
            .With("access:clientCertificates:authorityFile", Authority.WriteTo(_folder)).With("access:clientCertificates:checkRevocation", "true"));
        Http = _process.CreateHttpClient();
    }

    /// <summary>A client on TLS.</summary>
    internal HttpClient Connect(X509Certificate2? certificate, string? token = null)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_servers.Certificate);
        var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } };
        if (certificate is not null)
        {
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        var http = new HttpClient(handler) { BaseAddress = Process.Tls };
        http.DefaultRequestHeaders.Authorization = token is null ? null : new("Bearer", token);
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        if (_lists is not null)
        {
            await _lists.DisposeAsync();
        }

        Authority.Dispose();
        _servers.Dispose();
        _folder.Delete(recursive: true);
    }
}
