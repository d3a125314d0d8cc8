using Gatehouse.Access;

namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>What looking at a credential came to.</summary>
internal abstract record CredentialOutcome
{
    private CredentialOutcome()
    {
    }

    /// <summary>It proves who calls.</summary>
    /// <param name="StillHoldsAsync">Asked again while a stream is open: false once the credential has expired or was revoked.</param>
    public sealed record Proven(Caller Caller, Func<CancellationToken, ValueTask<bool>> StillHoldsAsync) : CredentialOutcome;

    /// <summary>It proves nothing. The reason is for the log and the audit: whoever tries credentials learns nothing from the answer.</summary>
    public sealed record Refused(string Reason) : CredentialOutcome;

    /// <summary>It could not be checked just now; the message is for the caller, who did nothing wrong.</summary>
    public sealed record Unverifiable(string Message) : CredentialOutcome;
}
