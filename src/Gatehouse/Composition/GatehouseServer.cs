using Gatehouse.Artifacts.Names;
using Gatehouse.Host.Configuration;
using Gatehouse.Metadata.Access.Tokens;
using Gatehouse.Metadata.Composition;
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
        _ = Task.Run(MetadataServices.LoadDescriptors, cancellationToken);
        (string Key, string Mistake)[] unreadable = [.. UnreadableOptions.Find(configuration)];
        var mistakes = UnknownOptions.Find(configuration).Concat(unreadable.Select(u => u.Mistake)).ToList();
        configuration = configuration.Without(unreadable);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "gatehouse", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(configuration);
        GatehouseLogging.Configure(builder.Logging, configuration);
        var options = ServeOptions.Read(configuration);
        string[] mistakesOfServe = [.. new ServeOptionsValidator().Validate(null, options).Failures ?? []];
        mistakes.AddRange(mistakesOfServe);
        builder.Services.AddSingleton(Options.Create(options));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.StopSeconds));
        builder.Services.AddGatehouse(options);
        // Building the application reads certificates: one that cannot be used must not hide the other mistakes.
        var listeners = builder.WebHost.AddListeners(mistakesOfServe.Length == 0 ? options : new() { Http = ServeOptions.Off, Grpc = ServeOptions.Off });

        await using var app = builder.Build();
        mistakes.AddRange(FindMistakes(app.Services));
        if (mistakes.Count > 0)
        {
            throw new CommandFailure("the server does not start:\n  " + string.Join("\n  ", mistakes.Distinct()));
        }

        Directory.CreateDirectory(options.Data);
        // Before anything is mapped: some of it reads the store.
        await PrepareStoreAsync(app.Services, cancellationToken);
        await AdminToken.EnsureAsync(options.Data, app.Services, cancellationToken);
        app.UseGatehouse();
        return await ServeAsync(app, options, listeners, cancellationToken);
    }

    /// <summary>In the options of every part, before any is used.</summary>
    private static IEnumerable<string> FindMistakes(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(e => e is OptionsValidationException))
        {
            return exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(e => e.Failures);
        }
    }

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
