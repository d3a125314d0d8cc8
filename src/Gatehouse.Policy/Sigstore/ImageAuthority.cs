using System.Collections.Immutable;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Policy.Sigstore;

/// <summary>One of those who may vouch for an image.</summary>
public sealed record ImageAuthority
{
    public required string Name { get; init; }

    /// <summary>Whose signatures count; null for a static answer.</summary>
    public SignerTerms? Signer { get; init; }

    /// <summary>The static answer, when there is no signer.</summary>
    public bool IsPass { get; init; }

    /// <summary>Why a static answer refuses; may be empty.</summary>
    public string Message { get; init; } = "";

    /// <summary>Null for certificates.</summary>
    public KeySource? Keys { get; init; }

    /// <summary>Repository to look for signatures in; empty for the image's own.</summary>
    public string Repository { get; init; } = "";

    /// <summary>Put before the tags of signatures there with a hyphen; empty for none.</summary>
    public string TagPrefix { get; init; } = "";

    /// <summary>Every one has to be there; without any a signature is enough.</summary>
    public ImmutableArray<RequiredStatement> Statements { get; init; } = [];
}
