using Gatehouse.Admission.Registries;
using Gatehouse.Connectors.OciRegistry;
using Gatehouse.Host.Configuration;

namespace Gatehouse.Host.Commands;

/// <summary>Registries for commands, which ask them without a server. They are configured as the server's are: <c>registries</c> in gatehouse.yaml, or <c>GATEHOUSE__REGISTRIES__…</c>.</summary>
internal sealed class RegistryAccess : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private RegistryAccess(ServiceProvider services) => _services = services;

    public IImageRegistry Registry => _services.GetRequiredService<IImageRegistry>();

    public SignaturePusher Signatures => _services.GetRequiredService<SignaturePusher>();

    public static RegistryAccess Open()
    {
        var services = new ServiceCollection();
        services.AddSingleton(GatehouseConfiguration.Read(null, new Dictionary<string, string?>()));
        services.AddOciRegistries();
        return new(services.BuildServiceProvider());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
