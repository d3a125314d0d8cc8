using Gatehouse.Admission.AdmissionPolicies.Matching;
using Gatehouse.Cel.Evaluation;
using Gatehouse.Cel.Values;

namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>What expressions of one policy see: with one parameter, in the version in which the policy matched.</summary>
internal sealed class PolicyActivation(RequestScope scope) : ICelActivation
{
    private MatchOutcome _match;
    private Value _object;
    private Value _oldObject;

    public Value Params { get; set; }

    public Value Variables { get; set; }

    /// <summary>Messages and audit annotations are evaluated without.</summary>
    public bool HasAuthorizer { get; set; }

    /// <summary>Whether anything asked for the authorizer since this was last set.</summary>
    public bool WasAuthorizerAsked { get; set; }

    public void Bind(in MatchOutcome match, in Value @object, in Value oldObject)
    {
        _match = match;
        _object = @object;
        _oldObject = oldObject;
    }

    public bool TryFind(string name, out Value value)
    {
        value = name switch
        {
            "object" => _object,
            "oldObject" => _oldObject,
            "variables" => Variables,
            "params" => Params,
            "request" => scope.FindRequest(_match.Resource, _match.Kind),
            "namespaceObject" => scope.NamespaceObject,
            "authorizer" => AskAuthorizer() ? scope.Authorizer : default,
            "authorizer.requestResource" => AskAuthorizer() ? scope.ResourceAuthorizer : default,
            _ => default,
        };
        return !value.IsNone;
    }

    private bool AskAuthorizer()
    {
        WasAuthorizerAsked = true;
        return HasAuthorizer;
    }
}
