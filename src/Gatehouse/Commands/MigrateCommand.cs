using System.CommandLine;
using Gatehouse.Host.Composition;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse migrate</c>: brings a store's schema to this version without serving, for installations that do it as a step of its own.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Data directory of the embedded store", DefaultValueFactory = _ => ClientOptions.DefaultDataDirectory };
        var store = new Option<string>("--store") { Description = "PostgreSQL connection string; default: SQLite in the data directory", DefaultValueFactory = _ => "" };
        var command = new Command("migrate", "Bring the schema of a store to this version; a server does the same when it starts") { data, store };
        command.SetAction(async (result, cancellationToken) =>
        {
            var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
            services.AddStore(result.GetValue(data)!, result.GetValue(store)!);
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
