namespace Gatehouse.Metadata.Storage;

/// <summary>A call that was not allowed.</summary>
/// <param name="Id">Given by the store, increasing; 0 before it is stored.</param>
/// <param name="Outcome">gRPC status name, for example <c>PERMISSION_DENIED</c>.</param>
/// <param name="Resource">What it was about.</param>
public sealed record Refusal(long Id, DateTimeOffset Time, WriteOrigin Origin, string Resource, string Outcome, string Reason);
