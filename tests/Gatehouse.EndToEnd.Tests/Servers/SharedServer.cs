namespace Gatehouse.EndToEnd.Tests.Servers;

/// <summary>One server for all tests of a class; each works in a project of its own.</summary>
public class SharedServer : IAsyncLifetime
{
    private readonly ServerSetup _setup;
    private GatehouseProcess? _process;

    public SharedServer()
        : this(new())
    {
    }

    protected SharedServer(ServerSetup setup) => _setup = setup;

    public GatehouseProcess Process => _process!;

    public HttpClient Http { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        _process = await GatehouseProcess.StartAsync(_setup);
        Http = _process.CreateHttpClient();
    }

    /// <summary>Makes a project and gives its id.</summary>
    public Task<string> CreateProjectAsync() => Http.CreateProjectAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
