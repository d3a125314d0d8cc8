using System.Collections.Immutable;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Policy.Requirements;

/// <summary>How an image has to be built. What is empty is not asked for, builders apart.</summary>
public sealed record ProvenanceTerms
{
    /// <summary>Ids of trusted builders. What follows an <c>@</c> in the id of a builder is its version, which counts only where a trusted id has one.</summary>
    public required ImmutableArray<string> Builders { get; init; }

    public ImmutableArray<SourceRepositoryPattern> Repositories { get; init; } = [];

    /// <summary>Branch, tag or revision, compared whole.</summary>
    public string Reference { get; init; } = "";

    public bool RequireConfig { get; init; }

    /// <summary>Where provenance has to be found (<see cref="VerifiedSigner.Source"/>); empty for anywhere.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>Whose word on it counts; null for everybody that the facts were gathered with.</summary>
    public SignerTerms? Signer { get; init; }

    /// <returns>Null when the build is as asked for; else why not.</returns>
    public string? Explain(VerifiedBuild build)
    {
        if (Signer?.Accept(build.Signer) == false)
        {
            return $"its provenance is signed by {build.Signer}";
        }

        if (!Sources.IsEmpty && !Sources.Contains(build.Signer.Source))
        {
            return $"its provenance is not in {string.Join(" or ", Sources)}";
        }

        if (!Builders.Any(b => build.Builder == b || build.Builder.StartsWith(b + "@", StringComparison.Ordinal)))
        {
            return $"it was built by {build.Builder}";
        }

        if (!Repositories.IsEmpty && !Repositories.Any(r => r.Matches(build.Repository)))
        {
            return build.Repository.Length == 0 ? "its provenance names no source" : $"its source is {build.Repository}";
        }

        if (Reference.Length > 0 && build.Reference != Reference)
        {
            return $"its source is {build.Source}";
        }

        return RequireConfig && !build.IsConfigBased ? "its build was not configured from a file of its source" : null;
    }

    /// <summary>For messages.</summary>
    public override string ToString() =>
        $"built by {string.Join(" or ", Builders)}"
        + (Repositories.IsEmpty ? "" : $" from {string.Join(" or ", Repositories)}")
        + (Reference.Length == 0 ? "" : $" at {Reference}")
        + (RequireConfig ? " with a build configuration of the source" : "");

    public bool Equals(ProvenanceTerms? other) =>
        other is not null && Builders.SequenceEqual(other.Builders) && Repositories.SequenceEqual(other.Repositories) && Reference == other.Reference && RequireConfig == other.RequireConfig && Equals(Signer, other.Signer) && Sources.SequenceEqual(other.Sources);

    public override int GetHashCode() => HashCode.Combine(Builders.Length, Repositories.Length, Reference, RequireConfig);
}
