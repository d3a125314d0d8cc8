namespace Gatehouse.Admission.Tests.AdmissionPolicies;

/// <summary>The suite <c>admission-policies/kyverno</c>: policies of the Kyverno library, word by word.</summary>
[Trait("Category", "Conformance"), Trait("Suite", "admission-policies/kyverno")]
public sealed class KyvernoPolicyTests
{
    public static TheoryData<string, int> Rows => PolicyFolder.ListRows("kyverno");

    [Theory, MemberData(nameof(Rows))]
    public void Decisions_are_those_of_Kubernetes(string folder, int row) => ValidatingFolderRun.Check("kyverno", folder, row);
}
