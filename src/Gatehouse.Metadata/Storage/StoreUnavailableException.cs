namespace Gatehouse.Metadata.Storage;

/// <summary>The database did not take a call: disk full, read-only, gone. Becomes UNAVAILABLE (503) at the edge.</summary>
public sealed class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
