using System.Threading.RateLimiting;
using Gatehouse.Access;
using Gatehouse.Metadata.Transcoding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Calls;

/// <summary>
/// Keeps one caller from starving the others: a token bucket and a number of concurrent requests for each principal. Refused requests get
/// RESOURCE_EXHAUSTED (429) with the time to wait.
/// </summary>
public sealed class RequestLimiter : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);
    private readonly PartitionedRateLimiter<string> _limiter;

    public RequestLimiter(IOptions<RequestLimits> options)
    {
        var limits = options.Value;
        _limiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => Bucket(limits))),
            PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetConcurrencyLimiter(key, _ => new() { PermitLimit = limits.Concurrent })));
    }

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        using var lease = _limiter.AttemptAcquire(KeyOf(http));
        if (lease.IsAcquired)
        {
            await next(http);
            return;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : TimeSpan.FromSeconds(1);
        var error = Errors.ResourceExhausted($"too many requests of \"{KeyOf(http)}\"; try again in {Math.Ceiling(wait.TotalSeconds)} s", wait);
        await (IsGrpc(http) ? GrpcErrors.WriteAsync(error, http) : ErrorEnvelope.WriteAsync(error, http));
    }

    public void Dispose() => _limiter.Dispose();

    private static TokenBucketRateLimiterOptions Bucket(RequestLimits limits) => new()
    {
        TokenLimit = limits.Burst,
        TokensPerPeriod = Math.Max(1, (int)(limits.PerSecond * Period.TotalSeconds)),
        ReplenishmentPeriod = limits.PerSecond >= 10 ? Period : TimeSpan.FromSeconds(1.0 / limits.PerSecond),
        AutoReplenishment = true,
    };

    private static string KeyOf(HttpContext http) => http.Features.Get<Caller>() is { IsAnonymous: false } caller ? caller.Principal : $"address {http.Connection.RemoteIpAddress}";

    private static bool IsGrpc(HttpContext http) => http.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true;
}
