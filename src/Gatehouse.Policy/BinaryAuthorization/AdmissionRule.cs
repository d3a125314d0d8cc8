using System.Collections.Immutable;

namespace Gatehouse.Policy.BinaryAuthorization;

/// <summary>A rule of a project's policy.</summary>
public sealed record AdmissionRule
{
    public required EvaluationMode Mode { get; init; }

    /// <summary><c>projects/P/attestors/A</c>; every one has to have attested an image. Not empty exactly for <see cref="EvaluationMode.RequireAttestation"/>.</summary>
    public ImmutableArray<string> Attestors { get; init; } = [];

    /// <summary><c>DRYRUN_AUDIT_LOG_ONLY</c>: a denial is told and not enforced.</summary>
    public bool IsDryRun { get; init; }
}
