using Gatehouse.Admission.Registries;
using Gatehouse.Connectors.OciRegistry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Connectors.Tests.OciRegistry;

/// <summary>The parts as a host puts them together.</summary>
internal sealed class RegistryParts : IDisposable
{
    private readonly ServiceProvider _services;

    public RegistryParts(TimeProvider? time = null, Action<RegistryOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddOciRegistries();
        services.Configure<RegistryOptions>(o =>
        {
            o.CredentialFile = "/nowhere/config.json";
            configure?.Invoke(o);
        });
        _services = services.BuildServiceProvider();
    }

    public IImageRegistry Registry => _services.GetRequiredService<IImageRegistry>();

    public OciRegistryClient Client => _services.GetRequiredService<OciRegistryClient>();

    public void Dispose() => _services.Dispose();
}
