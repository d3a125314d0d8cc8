namespace Gatehouse.Admission.Tests.AdmissionPolicies;

/// <summary>The suite <c>admission-policies/gatekeeper</c>: policies of the Gatekeeper library with their parameters, word by word.</summary>
[Trait("Category", "Conformance"), Trait("Suite", "admission-policies/gatekeeper")]
public sealed class GatekeeperPolicyTests
{
    public static TheoryData<string, int> Rows => PolicyFolder.ListRows("gatekeeper");

    [Theory, MemberData(nameof(Rows))]
    public void Decisions_are_those_of_Kubernetes(string folder, int row) => ValidatingFolderRun.Check("gatekeeper", folder, row);
}
