using System.Net;
using Gatehouse.Artifacts.Content;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>Where a repository is asked for.</summary>
/// <param name="Registry">As images name it; credentials go by it.</param>
/// <param name="Repository">With the prefix of a mirror.</param>
internal sealed record RegistryEndpoint(string Registry, Uri Base, string Repository)
{
    private const string Hub = "registry-1.docker.io";

    public static RegistryEndpoint Of(string registry, string repository, bool isPlain)
    {
        var host = registry == ImageReference.DefaultRegistry ? Hub : registry;
        return new(registry, new($"{(isPlain || IsLoopback(host) ? "http" : "https")}://{host}/v2/"), repository);
    }

    public static bool IsLoopback(string host)
    {
        var name = host.StartsWith('[') ? host[1..host.IndexOf(']', StringComparison.Ordinal)] : host.Split(':')[0];
        return name == "localhost" || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }

    public override string ToString() => $"{Registry}/{Repository}";
}
