using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Crash;

/// <summary>Servers that share a PostgreSQL database and the key that its secrets are sealed with.</summary>
internal sealed class Replicas : IAsyncDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("gatehouse-replicas-");
    private readonly List<GatehouseProcess> _servers = [];
    private readonly List<HttpClient> _clients = [];

    public IReadOnlyList<GatehouseProcess> Servers => _servers;

    /// <summary>A client of each.</summary>
    public IReadOnlyList<HttpClient> Clients => _clients;

    public static async Task<Replicas> StartAsync(int count, string store)
    {
        var replicas = new Replicas();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var server = await GatehouseProcess.StartAsync(replicas.Describe(i, store));
                replicas._servers.Add(server);
                replicas._clients.Add(server.CreateHttpClient());
            }

            return replicas;
        }
        catch
        {
            await replicas.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _home.Delete(recursive: true);
    }

    private ServerSetup Describe(int number, string store) => new ServerSetup { Directory = _home.CreateSubdirectory(number.ToString(null, null)).FullName, Store = store }
        .With("serve:secretsKey", Path.Combine(_home.FullName, "secrets.key"));
}
