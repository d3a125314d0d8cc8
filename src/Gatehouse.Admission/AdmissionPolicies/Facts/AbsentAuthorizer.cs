using Gatehouse.Cel.Kubernetes;

namespace Gatehouse.Admission.AdmissionPolicies.Facts;

/// <summary>Allows nothing and says why.</summary>
public sealed class AbsentAuthorizer : IAuthorizer
{
    public static readonly AbsentAuthorizer Instance = new();

    private AbsentAuthorizer()
    {
    }

    public AuthorizationDecision Authorize(AuthorizationQuery query) => new(IsAllowed: false, "", "no authorizer is at hand");
}
