using System.CommandLine;
using Gatehouse.Admission.Registries;
using Gatehouse.Host.Client;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Host.Commands;

/// <summary>
/// The command line. Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 no server or registry answers, 130 interrupted.
/// </summary>
internal static class GatehouseCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var result = Create().Parse(args);
        if (result.Errors.Count > 0 && result.Action is not System.CommandLine.Help.HelpAction)
        {
            foreach (var error in result.Errors)
            {
                Fail(error.Message);
            }

            Console.Error.WriteLine("Run with --help to see what can be said.");
            return 2;
        }

        try
        {
            return await result.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            // Stopped by a signal: there is nothing to explain.
            return 130;
        }
        catch (ServerError error)
        {
            Fail(error);
            return 1;
        }
        catch (StoreUnavailableException exception)
        {
            Fail(exception.Message);
            return 1;
        }
        catch (RegistryException exception)
        {
            Fail(exception.Message);
            return exception.Problem == RegistryProblem.Unavailable ? 3 : 1;
        }
        catch (CommandFailure failure)
        {
            Fail(failure.Message);
            return 1;
        }
        catch (HttpRequestException exception)
        {
            Fail($"no answer: {exception.Message}");
            return 3;
        }
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Gatehouse makes a delivery pipeline fast and secure: it records, judges, walls off and closes the loop.")
        {
            ServeCommand.Create(),
            ProjectCommand.Create(),
            CreateCommand.Create(),
            ImportCommand.Create(),
            GetCommand.Create(),
            ListCommand.Create(),
            DeleteCommand.Create(),
            SubscriptionCommand.Create(),
            SummaryCommand.Create(),
            TimelineCommand.Create(),
            ApplyCommand.Create(),
            AttestCommand.Create(),
            KeysCommand.Create(),
            VerifyCommand.Create(),
            PinCommand.Create(),
            CheckCommand.Create(),
            ExplainCommand.Create(),
            DecisionsCommand.Create(),
            WatchCommand.Create(),
            TokenCommand.Create(),
            AccessCommand.Create(),
            AuditCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            ExportCommand.Create(),
            MigrateCommand.Create(),
            VersionCommand.Create(),
        };
        return root;
    }

    private static void Fail(ServerError error)
    {
        if (error.Details.Count < 2)
        {
            Fail($"{error.Status}: {error.Message}");
            return;
        }

        Fail($"{error.Status}: {error.Details.Count} mistakes");
        foreach (var mistake in error.Details)
        {
            Console.Error.WriteLine($"  {mistake}");
        }
    }

    private static void Fail(string message) => Console.Error.WriteLine($"error: {message}");
}
