namespace Gatehouse.Policy.Sigstore;

/// <summary>Objects that a policy is for; what is empty or <c>*</c> fits all.</summary>
public sealed record ResourceMatch(string Group, string Version, string Resource, LabelSelector? Selector)
{
    public bool Covers(WorkloadSubject subject) =>
        Fits(Group, subject.Group) && Fits(Version, subject.Version) && Fits(Resource, subject.Resource) && (Selector?.Matches(subject.Labels) ?? true);

    private static bool Fits(string wanted, string actual) => wanted is "" or "*" || wanted == actual;
}
