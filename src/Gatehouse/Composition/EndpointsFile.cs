using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Host.Composition;

/// <summary>
/// <c>DIR/endpoints.json</c>: the addresses in use and the process id, there while the server serves:
/// <c>{"pid":…,"http":"http://…","grpc":"http://…","tls":"https://…"}</c>. Written whole, so that a reader never sees half of it.
/// </summary>
internal sealed class EndpointsFile : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly string _path;

    private EndpointsFile(string path, string? http, string? grpc, string? tls) => (_path, Http, Grpc, Tls) = (path, http, grpc, tls);

    public string? Http { get; }

    public string? Grpc { get; }

    public string? Tls { get; }

    public static EndpointsFile Write(string directory, Listeners listeners)
    {
        var file = new EndpointsFile(
            Path.Combine(directory, "endpoints.json"),
            Listeners.AddressOf("http", listeners.Http),
            Listeners.AddressOf("http", listeners.Grpc),
            Listeners.AddressOf("https", listeners.Tls));
        var content = new JsonObject { ["pid"] = Environment.ProcessId };
        foreach (var (name, address) in ((string, string?)[])[("http", file.Http), ("grpc", file.Grpc), ("tls", file.Tls)])
        {
            if (address is not null)
            {
                content[name] = address;
            }
        }

        File.WriteAllText(file._path + ".new", content.ToJsonString(Indented) + "\n");
        File.Move(file._path + ".new", file._path, overwrite: true);
        return file;
    }

    public void Dispose() => File.Delete(_path);
}
