using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Access;

/// <summary>A server that trusts one issuer of each kind.</summary>
public sealed class OidcServer : IAsyncLifetime
{
    private readonly List<TestIssuer> _issuers = [];
    private GatehouseProcess? _process;

    public GatehouseProcess Process => _process!;

    public HttpClient Http { get; private set; } = new();

    internal TestIssuer GitHub => _issuers[0];

    internal TestIssuer GitLab => _issuers[1];

    internal TestIssuer Kubernetes => _issuers[2];

    internal TestIssuer Staff => _issuers[3];

    /// <summary>Nobody's: it looks like the others, and no server trusts it.</summary>
    internal TestIssuer Stranger => _issuers[4];

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < 5; i++)
        {
            _issuers.Add(await TestIssuer.StartAsync());
        }

        var setup = GitHub.Trust(new(), 0, "github", "GitHub", ("owners:0", "acme"));
        setup = GitLab.Trust(setup, 1, "gitlab", "GitLab", ("owners:0", "acme"));
        setup = Kubernetes.Trust(setup, 2, "production", "Kubernetes");
        setup = Staff.Trust(setup, 3, "staff", "Generic", ("principalClaim", "email"), ("domains:0", "example.com"));
        _process = await GatehouseProcess.StartAsync(setup);
        Http = _process.CreateHttpClient();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        foreach (var issuer in _issuers)
        {
            await issuer.DisposeAsync();
        }
    }
}
