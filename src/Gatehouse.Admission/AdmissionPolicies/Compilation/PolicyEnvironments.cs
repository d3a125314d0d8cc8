using System.Collections.Concurrent;
using Gatehouse.Cel;
using Gatehouse.Cel.Kubernetes;
using Gatehouse.Cel.Types;

namespace Gatehouse.Admission.AdmissionPolicies.Compilation;

/// <summary>The environments in which expressions of policies are compiled, each made once.</summary>
internal static class PolicyEnvironments
{
    private static readonly ConcurrentDictionary<EnvironmentKey, CelEnvironment> Made = new();

    public static CelEnvironment Get(EnvironmentKey key) => Made.GetOrAdd(key, Create);

    private static CelEnvironment Create(EnvironmentKey key)
    {
        var options = new CelEnvironmentOptions
        {
            Dialect = CelDialect.Kubernetes,
            KubernetesMinor = key.Minor,
            Variables = Declare(key),
            Objects = PolicyTypes.CreateObjects(),
        };
        return new(key.HasPatchTypes ? MutationLibrary.AddTo(options) : options);
    }

    private static Dictionary<string, CelType> Declare(EnvironmentKey key)
    {
        var variables = new Dictionary<string, CelType>(StringComparer.Ordinal)
        {
            ["object"] = CelType.Dyn,
            ["oldObject"] = CelType.Dyn,
            ["namespaceObject"] = PolicyTypes.Namespace,
            ["request"] = PolicyTypes.Request,
        };
        if (key.HasParams)
        {
            variables["params"] = CelType.Dyn;
        }

        if (key.HasAuthorizer)
        {
            variables["authorizer"] = AuthorizationValue.AuthorizerType;
            variables["authorizer.requestResource"] = AuthorizationValue.ResourceCheckType;
        }

        if (key.HasVariables)
        {
            variables["variables"] = CelType.Message(PolicyTypes.Variables);
        }

        return variables;
    }
}
