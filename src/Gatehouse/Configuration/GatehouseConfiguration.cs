namespace Gatehouse.Host.Configuration;

/// <summary>Puts the configuration together; later sources win: gatehouse.yaml, environment <c>GATEHOUSE__SECTION__OPTION</c>, flags.</summary>
internal static class GatehouseConfiguration
{
    /// <summary>The option that says where the data directory is.</summary>
    public const string Data = "serve:data";

    private const string EnvironmentPrefix = "GATEHOUSE__";

    /// <summary>What the client commands know the data directory by; <c>GATEHOUSE__SERVE__DATA</c> wins over it.</summary>
    private const string DataVariable = "GATEHOUSE_DATA";

    /// <param name="file">Named by the user and so required; null for gatehouse.yaml in the data directory that flag, environment or default name, when there is one.</param>
    public static IConfiguration Read(string? file, IReadOnlyDictionary<string, string?> flags)
    {
        var said = new ConfigurationBuilder().AddEnvironment().AddFlags(flags).Build();
        var path = file ?? Path.Combine(said[Data] is { Length: > 0 } data ? data : new ServeOptions().Data, "gatehouse.yaml");
        var builder = new ConfigurationBuilder();
        if (file is not null || File.Exists(path))
        {
            builder.AddInMemoryCollection(YamlConfiguration.Read(path));
        }

        return builder.AddEnvironment().AddFlags(flags).Build();
    }

    private static IConfigurationBuilder AddEnvironment(this IConfigurationBuilder builder)
    {
        var data = Environment.GetEnvironmentVariable(DataVariable);
        return builder.AddInMemoryCollection(string.IsNullOrEmpty(data) ? [] : [new(Data, data)]).AddEnvironmentVariables(EnvironmentPrefix);
    }

    private static IConfigurationBuilder AddFlags(this IConfigurationBuilder builder, IReadOnlyDictionary<string, string?> flags) =>
        builder.AddInMemoryCollection(flags.Where(f => f.Value is not null));
}
