using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Kubernetes.AuthorizationValue;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>The authorizer, since Kubernetes 1.27; selectors since 1.31.</summary>
internal static class AuthorizationLibrary
{
    public static IEnumerable<FunctionDeclaration> Functions =>
    [
        Step("path", "authorizer_path", AuthorizerType, PathCheckType, (q, t) => q with { Path = t }),
        Step("group", "authorizer_group", AuthorizerType, GroupCheckType, (q, t) => q with { Group = t }),
        Function("serviceAccount", Member("authorizer_serviceaccount", [AuthorizerType, CelType.String, CelType.String], AuthorizerType, a => ServiceAccount(Of(a[0]), a[1].AsString, a[2].AsString))),
        Step("resource", "groupcheck_resource", GroupCheckType, ResourceCheckType, (q, t) => q with { Resource = t }),
        Step("subresource", "resourcecheck_subresource", ResourceCheckType, ResourceCheckType, (q, t) => q with { Subresource = t }),
        Step("namespace", "resourcecheck_namespace", ResourceCheckType, ResourceCheckType, (q, t) => q with { Namespace = t }),
        Step("name", "resourcecheck_name", ResourceCheckType, ResourceCheckType, (q, t) => q with { Name = t }),
        Function("check",
            Member("pathcheck_check", [PathCheckType, CelType.String], DecisionType, a => Of(a[0]).Check(a[1].AsString)),
            Member("resourcecheck_check", [ResourceCheckType, CelType.String], DecisionType, a => Of(a[0]).Check(a[1].AsString))),
        Function("errored", Member("decision_errored", [DecisionType], CelType.Bool, a => Value.Of(Of(a[0]).Decision!.Error is not null))),
        Function("error", Member("decision_error", [DecisionType], CelType.String, a => Value.Of(Of(a[0]).Decision!.Error ?? ""))),
        Function("allowed", Member("decision_allowed", [DecisionType], CelType.Bool, a => Value.Of(Of(a[0]).Decision!.IsAllowed))),
        Function("reason", Member("decision_reason", [DecisionType], CelType.String, a => Value.Of(Of(a[0]).Decision!.Reason))),
    ];

    public static IEnumerable<FunctionDeclaration> SelectorFunctions =>
    [
        Step("fieldSelector", "authorizer_fieldselector", ResourceCheckType, ResourceCheckType, (q, t) => q with { FieldSelector = t }),
        Step("labelSelector", "authorizer_labelselector", ResourceCheckType, ResourceCheckType, (q, t) => q with { LabelSelector = t }),
    ];

    private static AuthorizationValue Of(in Value value) => (AuthorizationValue)value.AsOpaque;

    private static FunctionDeclaration Step(string name, string id, CelType from, CelType to, Func<AuthorizationQuery, string, AuthorizationQuery> set) =>
        Function(name, Member(id, [from, CelType.String], to, a => Of(a[0]).With(to, set(Of(a[0]).Query, a[1].AsString))));

    private static Value ServiceAccount(AuthorizationValue authorizer, string ns, string name)
    {
        if (FormatLibrary.ProblemOfName(name, isNamespace: false) is { } wrongName)
        {
            return CelError.Create($"Invalid service account name: {wrongName}");
        }
        return FormatLibrary.ProblemOfName(ns, isNamespace: true) is { } wrongNamespace
            ? CelError.Create($"Invalid service account namespace: {wrongNamespace}")
            : authorizer.With(AuthorizerType, authorizer.Query with { ServiceAccount = (ns, name) });
    }
}
