using System.Net;

namespace Gatehouse.Host.Configuration;

/// <summary>Where the server listens and keeps its data. Section <c>serve</c> of gatehouse.yaml; flags of <c>gatehouse serve</c> win.</summary>
public sealed class ServeOptions
{
    public const string Off = "off";

    /// <summary>Data directory; made when missing. Default <c>.gatehouse</c>.</summary>
    public string Data { get; set; } = ".gatehouse";

    /// <summary>PostgreSQL connection string; empty for SQLite in the data directory.</summary>
    public string Store { get; set; } = "";

    /// <summary>ADDRESS:PORT of cleartext HTTP/1.1, or <c>off</c>.</summary>
    public string Http { get; set; } = "127.0.0.1:8080";

    /// <summary>ADDRESS:PORT of gRPC over cleartext HTTP/2, or <c>off</c>.</summary>
    public string Grpc { get; set; } = "127.0.0.1:8081";

    /// <summary>ADDRESS:PORT of TLS, HTTP/1.1 and HTTP/2; empty or <c>off</c> for none.</summary>
    public string Tls { get; set; } = "";

    /// <summary>PEM file with the certificate chain.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>PEM file with the private key.</summary>
    public string Key { get; set; } = "";

    /// <summary>File with the key that secrets in the store are sealed with; replicas that share a store share it. Default <c>secrets.key</c> in the data directory, made when missing.</summary>
    public string SecretsKey { get; set; } = "";

    /// <summary>Longest time a stop waits for running requests, in seconds; default 20.</summary>
    public int StopSeconds { get; set; } = 20;

    internal static ServeOptions Read(IConfiguration configuration) => configuration.GetSection("serve").Get<ServeOptions>() ?? new();

    internal static bool IsOff(string address) => address.Length == 0 || address == Off;

    internal static bool TryParse(string address, out IPEndPoint endpoint)
    {
        endpoint = new(IPAddress.None, 0);
        var text = address.StartsWith("localhost:", StringComparison.Ordinal) ? "127.0.0.1" + address[9..] : address;
        if (!text.Contains(':', StringComparison.Ordinal) || !IPEndPoint.TryParse(text, out var parsed))
        {
            return false;
        }

        endpoint = parsed;
        return true;
    }
}
