using System.CommandLine;
using Gatehouse.Host.Composition;
using Gatehouse.Host.Configuration;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse migrate</c>: brings a store's schema to this version without serving, for installations that do it as a step of its own.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "Data directory of the embedded store (GATEHOUSE_DATA); default: as the server is configured, else .gatehouse" };
        var store = new Option<string?>("--store") { Description = "PostgreSQL connection string; default: as the server is configured, else SQLite in the data directory" };
        var command = new Command("migrate", "Bring the schema of a store to this version; a server does the same when it starts") { data, store };
        command.SetAction(async (result, cancellationToken) =>
        {
            var flags = new Dictionary<string, string?> { [GatehouseConfiguration.Data] = result.GetValue(data), ["serve:store"] = result.GetValue(store) };
            var configuration = GatehouseConfiguration.Read(null, flags);
            var directory = configuration[GatehouseConfiguration.Data] is { Length: > 0 } said ? said : new ServeOptions().Data;
            Directory.CreateDirectory(directory);
            var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(configuration);
            services.AddStore(directory, configuration["serve:store"] ?? "");
            await using var provider = services.BuildServiceProvider();
            var applied = await provider.GetRequiredService<IStoreMaintenance>().MigrateAsync(cancellationToken);
            foreach (var migration in applied)
            {
                Console.Out.WriteLine(migration);
            }

            Console.Out.WriteLine(applied.Count == 0 ? "The schema is up to date." : $"{applied.Count} migrations applied.");
            return 0;
        });
        return command;
    }
}
