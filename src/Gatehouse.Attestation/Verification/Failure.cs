namespace Gatehouse.Attestation.Verification;

/// <summary>One reason to refuse: which step failed, why, and on which signature.</summary>
/// <param name="Text">Explains this case to a person; names the offender and the expectation, never a secret.</param>
/// <param name="Signature">The place of the signature among those offered, from 0; null when the failure is not about one of them.</param>
public sealed record Failure(FailureReason Reason, VerificationStep Step, string Text, int? Signature = null)
{
    /// <summary>This failure as one of the signature at a place, unless it names one already.</summary>
    public Failure OnSignature(int index) => Signature is null ? this with { Signature = index } : this;

    public override string ToString() =>
        Signature is { } index ? $"{Reason.Code()} at {Step.Code()} (signature {index}): {Text}" : $"{Reason.Code()} at {Step.Code()}: {Text}";
}
