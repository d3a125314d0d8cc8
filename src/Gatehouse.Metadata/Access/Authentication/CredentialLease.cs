namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>Whether the credential that a request came with still proves what it did; a feature of the request, for streams that outlive it.</summary>
public sealed record CredentialLease(Func<CancellationToken, ValueTask<bool>> StillHoldsAsync);
