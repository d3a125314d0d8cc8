using System.Text.Json;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Tests.Standards;

namespace Gatehouse.Attestation.Tests.Attestors;

[Trait("Category", "Conformance"), Trait("Suite", "attestations: pkix")]
public sealed class PkixConformanceTests
{
    public static TheoryData<string> Names => StandardCase.Names("pkix");

    [Theory, MemberData(nameof(Names))]
    public void Occurrence_is_judged_as_the_index_says(string name)
    {
        var row = StandardCase.Get("pkix", name);
        using var json = JsonDocument.Parse(row.ReadBytes());
        var attestor = AttestorCase.ReadAttestor(json.RootElement.GetProperty("attestor"));
        var occurrence = AttestorCase.ReadOccurrence(json.RootElement.GetProperty("occurrence"));
        var outcome = attestor.Verify(occurrence, ImageReference.Parse(row.Input("image")), row.Now);
        Assert.True(outcome.Succeeded == row.Passes, $"expected {row.Reason}, got {outcome}");
    }
}
