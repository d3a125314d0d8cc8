namespace Gatehouse.Host.Configuration;

/// <summary>Puts the configuration together; later sources win: gatehouse.yaml, environment <c>GATEHOUSE__SECTION__OPTION</c>, flags.</summary>
internal static class GatehouseConfiguration
{
    /// <param name="file">Named by the user and so required; null for <c>DATA/gatehouse.yaml</c> when it exists.</param>
    public static IConfiguration Read(string data, string? file, IReadOnlyDictionary<string, string?> flags)
    {
        var builder = new ConfigurationBuilder();
        var path = file ?? Path.Combine(data, "gatehouse.yaml");
        if (file is not null || File.Exists(path))
        {
            builder.AddInMemoryCollection(YamlConfiguration.Read(path));
        }

        return builder
            .AddEnvironmentVariables("GATEHOUSE__")
            .AddInMemoryCollection(flags.Where(f => f.Value is not null))
            .Build();
    }
}
