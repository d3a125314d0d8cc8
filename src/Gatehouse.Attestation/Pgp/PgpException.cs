using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Pgp;

/// <summary>Carries a refusal out of nested readers; never leaves this folder.</summary>
#pragma warning disable CA1032, CA1064 // It is thrown and caught inside this folder only.
internal sealed class PgpException(FailureReason reason, VerificationStep step, string text) : Exception(text)
{
    public PgpException(string text) : this(FailureReason.Malformed, VerificationStep.Parse, text)
    {
    }

    public Failure Failure { get; } = new(reason, step, text);

    public static Outcome<T> Catch<T>(Func<Outcome<T>> read) where T : notnull
    {
        try
        {
            return read();
        }
        catch (PgpException e)
        {
            return e.Failure;
        }
    }
}
