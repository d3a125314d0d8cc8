using System.Collections.Immutable;

namespace Gatehouse.Attestation.Provenance;

/// <summary>What a verification summary has to say (SLSA, "Verification Summary Attestation").</summary>
public sealed record SummaryExpectation
{
    /// <summary>Algorithm and value with a colon between, for example <c>sha256:…</c>; all have to be subjects, and there has to be one.</summary>
    public required ImmutableArray<string> SubjectDigests { get; init; }

    public required string VerifierId { get; init; }

    public required string ResourceUri { get; init; }

    /// <summary><c>SLSA_TRACK_LEVEL_n</c> holds for every level of the track from n on; other words have to be listed as they are.</summary>
    public ImmutableArray<string> Levels { get; init; } = [];
}
