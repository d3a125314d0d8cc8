namespace Gatehouse.Metadata.Storage;

/// <summary>Care of a store while it serves.</summary>
public interface IStoreMaintenance
{
    /// <summary>Brings the schema up to this version; forward only, safe to call from several replicas at once. Returns the migrations that were applied.</summary>
    ValueTask<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Drops changes, refusals and request ids older than the given times. Returns how many rows went.</summary>
    ValueTask<long> TrimAsync(DateTimeOffset changesBefore, DateTimeOffset refusalsBefore, DateTimeOffset requestsBefore, CancellationToken cancellationToken);

    /// <summary>Cheap proof that the store answers; throws <see cref="StoreUnavailableException"/> otherwise.</summary>
    ValueTask PingAsync(CancellationToken cancellationToken);
}
