using System.Collections.Immutable;

namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>Who asks (<c>authentication.k8s.io/v1</c>, <c>UserInfo</c>).</summary>
public sealed record PolicyUser
{
    public string Name { get; init; } = "";

    public string Uid { get; init; } = "";

    public ImmutableArray<string> Groups { get; init; } = [];

    public ImmutableSortedDictionary<string, ImmutableArray<string>> Extra { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;
}
