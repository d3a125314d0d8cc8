using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Admission.AdmissionPolicies.Evaluation;

namespace Gatehouse.Admission.AdmissionPolicies.Matching;

/// <summary>A resource rule that is ready to be asked.</summary>
internal sealed class CompiledRule(ResourceRule rule)
{
    private static readonly GroupVersionResource Namespaces = new("", "v1", "namespaces");

    private readonly Words _operations = new(rule.Operations);
    private readonly Words _groups = new(rule.ApiGroups);
    private readonly Words _versions = new(rule.ApiVersions);
    private readonly (string Resource, string SubResource)[] _resources = [.. rule.Resources.Select(Split)];
    private readonly string[] _names = [.. rule.ResourceNames];
    private readonly string _scope = rule.Scope;

    /// <param name="resource">The request's own, or one that is equivalent to it.</param>
    public bool Matches(PolicyRequest request, in GroupVersionResource resource) =>
        MatchesResource(resource.Resource, request.SubResource) && _operations.Contains(request.Operation) && _groups.Contains(resource.Group) && _versions.Contains(resource.Version)
        && MatchesScope(request, resource) && (_names.Length == 0 || Array.IndexOf(_names, request.Name) >= 0);

    private bool MatchesResource(string resource, string subResource)
    {
        foreach (var (name, sub) in _resources)
        {
            if ((name == "*" || name == resource) && (sub == "*" || sub == subResource))
            {
                return true;
            }
        }

        return false;
    }

    // The namespace of a request about a namespace is its own name, though namespaces live in none.
    private bool MatchesScope(PolicyRequest request, in GroupVersionResource resource) => _scope switch
    {
        "*" => true,
        "Namespaced" => resource != Namespaces && request.Namespace.Length > 0,
        "Cluster" => resource == Namespaces || request.Namespace.Length == 0,
        _ => false,
    };

    private static (string, string) Split(string resource) => resource.IndexOf('/') is >= 0 and var slash ? (resource[..slash], resource[(slash + 1)..]) : (resource, "");

    private readonly struct Words(IEnumerable<string> words)
    {
        private readonly string[] _words = [.. words];
        private readonly bool _isAny = words.Contains("*");

        public bool Contains(string word) => _isAny || Array.IndexOf(_words, word) >= 0;
    }
}
