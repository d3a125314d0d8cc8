namespace Gatehouse.Attestation.TransparencyLogs;

/// <summary>An entry that a trusted log vouches for. What the entry says of a signature is another question (<see cref="LogEntryBinding"/>).</summary>
/// <param name="Time">When the log took the entry in; null where it does not sign the time (Rekor v2, or a proof without a promise).</param>
public sealed record VerifiedLogEntry(LogEntry Entry, TransparencyLog Log, DateTimeOffset? Time);
