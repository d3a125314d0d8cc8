namespace Gatehouse.Metadata.Storage;

/// <summary>A caller's own id of a request (AIP-155). Ids are remembered for at least a day.</summary>
/// <param name="Principal">Ids of different principals do not meet.</param>
/// <param name="Id">1 to 128 characters.</param>
/// <param name="Fingerprint">SHA-256 of the request, to tell a repetition from a reuse.</param>
public sealed record RequestKey(string Principal, string Id, string Fingerprint);
