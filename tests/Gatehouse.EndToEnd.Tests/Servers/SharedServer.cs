namespace Gatehouse.EndToEnd.Tests.Servers;

/// <summary>One server for all tests of a class; each works in a project of its own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private GatehouseProcess? _process;
    private int _projects;

    public GatehouseProcess Process => _process!;

    public HttpClient Http { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        _process = await GatehouseProcess.StartAsync();
        Http = _process.CreateHttpClient();
    }

    /// <summary>Makes a project and gives its id.</summary>
    public async Task<string> CreateProjectAsync()
    {
        var id = $"p{Interlocked.Increment(ref _projects)}-{Guid.NewGuid():N}";
        var created = await Http.PostAsync("/v1/projects", RestJson.Content($$"""{"name":"projects/{{id}}"}"""), TestContext.Current.CancellationToken);
        created.EnsureSuccessStatusCode();
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
