using System.Collections.Immutable;
using Gatehouse.Policy.Facts;

namespace Gatehouse.Admission.Facts;

/// <summary>What stands for an image after its cryptography was verified.</summary>
internal sealed record VerifiedEvidence(ImmutableArray<VerifiedSigner> Signatures, ImmutableArray<VerifiedStatement> Statements)
{
    public static readonly VerifiedEvidence None = new([], []);

    public VerifiedEvidence With(VerifiedEvidence other) => new([.. Signatures.Concat(other.Signatures).Distinct()], [.. Statements, .. other.Statements]);
}
