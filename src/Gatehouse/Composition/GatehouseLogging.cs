namespace Gatehouse.Host.Composition;

/// <summary>Structured logs on standard error; the level of each part is in section <c>logging</c> of gatehouse.yaml, as .NET has it.</summary>
internal static class GatehouseLogging
{
    public static void Configure(ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        });
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Grpc", LogLevel.Warning);
        // After the filters above: of two rules for one category the later counts.
        logging.AddConfiguration(configuration.GetSection("logging"));
    }
}
