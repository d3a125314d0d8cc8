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
        var data = new Option<string>("--data") { Description = "Data directory of the embedded store", DefaultValueFactory = _ => ClientOptions.DefaultDataDirectory };
        var store = new Option<string?>("--store") { Description = "PostgreSQL connection string; default: as the server is configured, else SQLite in the data directory" };
        var command = new Command("migrate", "Bring the schema of a store to this version; a server does the same when it starts") { data, store };
        command.SetAction(async (result, cancellationToken) =>
        {
            var configuration = GatehouseConfiguration.Read(result.GetValue(data)!, null, new Dictionary<string, string?> { ["serve:store"] = result.GetValue(store) });
            Directory.CreateDirectory(result.GetValue(data)!);
            var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(configuration);
            services.AddStore(result.GetValue(data)!, configuration["serve:store"] ?? "");
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
