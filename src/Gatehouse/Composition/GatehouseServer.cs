using Gatehouse.Artifacts.Names;
using Gatehouse.Host.Configuration;
using Gatehouse.Metadata.Access.Tokens;
using Gatehouse.Metadata.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Gatehouse.Host.Composition;

/// <summary>
/// Builds and runs the server.
/// <code>
/// configuration → services → store opened and migrated → listeners → endpoints.json → serving → stop
/// </code>
/// </summary>
internal static class GatehouseServer
{
    public static async Task<int> RunAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "gatehouse", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(configuration);
        GatehouseLogging.Configure(builder.Logging, configuration);
        var options = ReadOptions(configuration);
        Directory.CreateDirectory(options.Data);
        builder.Services.AddSingleton(Options.Create(options));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.StopSeconds));
        builder.Services.AddGatehouse(options);
        var listeners = builder.WebHost.AddListeners(options);

        await using var app = builder.Build();
        CheckOptions(app.Services);
        // Before anything is mapped: some of it reads the store.
        await PrepareStoreAsync(app.Services, cancellationToken);
        await AdminToken.EnsureAsync(options.Data, app.Services, cancellationToken);
        app.UseGatehouse();
        return await ServeAsync(app, options, listeners, cancellationToken);
    }

    private static ServeOptions ReadOptions(IConfiguration configuration)
    {
        var options = configuration.GetSection("serve").Get<ServeOptions>() ?? new();
        string[] mistakes = [.. UnknownOptions.Find(configuration), .. new ServeOptionsValidator().Validate(null, options).Failures ?? []];
        return mistakes.Length == 0 ? options : throw DoesNotStart(mistakes);
    }

    /// <summary>The options of every part, before any is used: all mistakes together.</summary>
    private static void CheckOptions(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException exception)
        {
            throw DoesNotStart(exception.Failures);
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(e => e is OptionsValidationException))
        {
            throw DoesNotStart(exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(e => e.Failures));
        }
    }

    private static CommandFailure DoesNotStart(IEnumerable<string> mistakes) => new("the server does not start:\n  " + string.Join("\n  ", mistakes));

    private static async Task PrepareStoreAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<IStoreMaintenance>().MigrateAsync(cancellationToken);
        var store = services.GetRequiredService<IRecordStore>();
        var project = ProjectName.FromId("default");
        if (await store.FindProjectAsync(project, cancellationToken) is null)
        {
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            await store.CommitAsync(new([new RecordWrite.CreateProject(project, now)], new("gatehouse", "", "gatehouse.server.start"), now), cancellationToken);
        }
    }

    private static async Task<int> ServeAsync(WebApplication app, ServeOptions options, Listeners listeners, CancellationToken cancellationToken)
    {
        TakenPorts.Check(options);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new CommandFailure($"{exception.Message.TrimEnd('.')}: {TakenPorts.Remedy}");
        }

        using var endpoints = EndpointsFile.Write(options.Data, listeners);
        ServerBanner.Print(endpoints, options);
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
