using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Admission.AdmissionPolicies.Evaluation;

namespace Gatehouse.Admission.AdmissionPolicies.Matching;

/// <summary>Match constraints that are ready to be asked (k8s.io/apiserver, <c>admission/plugin/policy/matching</c>).</summary>
internal sealed class CompiledMatch(MatchResources match)
{
    private readonly CompiledSelector _namespaces = new(match.NamespaceSelector);
    private readonly CompiledSelector _objects = new(match.ObjectSelector);
    private readonly CompiledRule[] _excluded = [.. match.ExcludeResourceRules.Select(r => new CompiledRule(r))];
    private readonly CompiledRule[] _rules = [.. match.ResourceRules.Select(r => new CompiledRule(r))];
    private readonly bool _isEquivalent = match.MatchPolicy != "Exact";

    public MatchOutcome Match(RequestScope scope)
    {
        // The rules first: they are cheap, and nearly always enough. What comes out is the same.
        var outcome = _rules.Length == 0 ? MatchOutcome.Yes(scope.Request.Resource, scope.Request.Kind) : MatchRules(_rules, scope);
        if (!outcome.IsMatch && outcome.Error is null)
        {
            return outcome;
        }

        var isInNamespace = MatchesNamespace(scope, out var namespaceError);
        if ((!isInNamespace && namespaceError is null) || !MatchesObject(scope))
        {
            return MatchOutcome.No;
        }

        var excluded = MatchRules(_excluded, scope);
        return excluded.IsMatch ? MatchOutcome.No
            : excluded.Error is not null ? excluded
            : outcome.Error is null && namespaceError is not null ? MatchOutcome.Failed(namespaceError)
            : outcome;
    }

    private bool MatchesNamespace(RequestScope scope, out string? error)
    {
        error = null;
        var request = scope.Request;
        if (_namespaces.SelectsEverything || (request.Namespace.Length == 0 && request.Resource.Resource != "namespaces"))
        {
            return true;
        }

        if (request is { Resource.Resource: "namespaces", SubResource: "", Operation: "CREATE" or "UPDATE" })
        {
            return _namespaces.Matches(ObjectFields.LabelsOf(scope.Object));
        }

        if (scope.Facts.Namespace is not { } ns)
        {
            error = $"namespaces \"{request.Namespace}\" not found";
            return false;
        }

        return _namespaces.Matches(ns.Labels);
    }

    private bool MatchesObject(RequestScope scope) => _objects.SelectsEverything || Selects(scope.Object) || Selects(scope.OldObject);

    private bool Selects(in Cel.Values.Value root) => root.Kind == Cel.Values.ValueKind.Map && _objects.Matches(ObjectFields.LabelsOf(root));

    private MatchOutcome MatchRules(CompiledRule[] rules, RequestScope scope)
    {
        foreach (var rule in rules)
        {
            if (rule.Matches(scope.Request, scope.Request.Resource))
            {
                return MatchOutcome.Yes(scope.Request.Resource, scope.Request.Kind);
            }
        }

        return _isEquivalent && rules.Length > 0 ? MatchEquivalents(rules, scope) : MatchOutcome.No;
    }

    private static MatchOutcome MatchEquivalents(CompiledRule[] rules, RequestScope scope)
    {
        var equivalents = scope.Equivalents;
        foreach (var rule in equivalents.Count == 0 ? [] : rules)
        {
            foreach (var version in equivalents)
            {
                if (rule.Matches(scope.Request, version.Resource))
                {
                    return MatchOutcome.Yes(version.Resource, version.Kind);
                }
            }
        }

        return MatchOutcome.No;
    }
}
