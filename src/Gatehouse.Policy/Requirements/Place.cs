namespace Gatehouse.Policy.Requirements;

/// <summary>Where in which policy a requirement stands. The path is written out only when something is to be said.</summary>
internal sealed record Place(string Policy, Place? Parent, string Step)
{
    public string Path => Parent is null || Parent.Path is not { Length: > 0 } above ? Step : $"{above}.{Step}";

    public Place Under(string step) => new(Policy, this, step);

    public Place In(string policy) => this with { Policy = policy };
}
