using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>The authorizer and the checks that are built from it step by step; the type tells how far.</summary>
public sealed class AuthorizationValue : OpaqueValue
{
    /// <summary>The type of the variable <c>authorizer</c>.</summary>
    public static readonly CelType AuthorizerType = CelType.Opaque("kubernetes.authorization.Authorizer");
    internal static readonly CelType PathCheckType = CelType.Opaque("kubernetes.authorization.PathCheck");
    internal static readonly CelType GroupCheckType = CelType.Opaque("kubernetes.authorization.GroupCheck");

    /// <summary>The type of <c>authorizer.requestResource</c>.</summary>
    public static readonly CelType ResourceCheckType = CelType.Opaque("kubernetes.authorization.ResourceCheck");
    internal static readonly CelType DecisionType = CelType.Opaque("kubernetes.authorization.Decision");

    private readonly IAuthorizer _authorizer;
    private readonly CelType _type;

    private AuthorizationValue(IAuthorizer authorizer, CelType type, AuthorizationQuery query, AuthorizationDecision? decision = null)
    {
        _authorizer = authorizer;
        _type = type;
        Query = query;
        Decision = decision;
    }

    internal AuthorizationQuery Query { get; }

    internal AuthorizationDecision? Decision { get; }

    public override CelType Type => _type;

    /// <summary>The variable <c>authorizer</c>.</summary>
    public static Value Of(IAuthorizer authorizer) => Value.Of(new AuthorizationValue(authorizer, AuthorizerType, new()));

    /// <summary>The variable <c>authorizer.requestResource</c>: a check of the resource of the request.</summary>
    public static Value OfResource(IAuthorizer authorizer, AuthorizationQuery query) => Value.Of(new AuthorizationValue(authorizer, ResourceCheckType, query));

    internal Value With(CelType type, AuthorizationQuery query) => Value.Of(new AuthorizationValue(_authorizer, type, query));

    internal Value Check(string verb)
    {
        var query = Query with { Verb = verb };
        return Value.Of(new AuthorizationValue(_authorizer, DecisionType, query, _authorizer.Authorize(query)));
    }

    public override bool EqualTo(OpaqueValue other) =>
        other is AuthorizationValue value && value._type == _type && value._authorizer == _authorizer && value.Query == Query && value.Decision == Decision;
}
