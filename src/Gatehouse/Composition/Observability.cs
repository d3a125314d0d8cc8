using Gatehouse.Metadata.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Gatehouse.Host.Composition;

/// <summary>Traces and metrics by OpenTelemetry (sent where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says, when set), <c>/metrics</c> for Prometheus, <c>/healthz</c> and <c>/readyz</c>.</summary>
internal static class Observability
{
    public static void AddObservability(this IServiceCollection services)
    {
        var telemetry = services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter("Gatehouse.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel").AddRuntimeInstrumentation().AddPrometheusExporter())
            .WithTracing(tracing => tracing.AddSource("Gatehouse.*"));
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 })
        {
            telemetry.WithMetrics(metrics => metrics.AddOtlpExporter()).WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddOtlpExporter());
        }

        services.AddHealthChecks().AddCheck<StoreHealthCheck>("store", tags: ["ready"]);
    }

    public static void MapObservability(this WebApplication app)
    {
        app.MapHealthChecks("/healthz", new() { Predicate = _ => false });
        app.MapHealthChecks("/readyz", new() { Predicate = check => check.Tags.Contains("ready") });
        app.MapPrometheusScrapingEndpoint("/metrics");
    }

    private sealed class StoreHealthCheck(IStoreMaintenance store) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            try
            {
                await store.PingAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (StoreUnavailableException exception)
            {
                return HealthCheckResult.Unhealthy(exception.Message);
            }
        }
    }
}
