using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Tests.Standards;

namespace Gatehouse.Attestation.Tests.Envelopes;

[Trait("Category", "Conformance"), Trait("Suite", "attestations: dsse")]
public sealed class DsseConformanceTests
{
    public static TheoryData<string> Names => StandardCase.Names("dsse");

    [Theory, MemberData(nameof(Names))]
    public void Envelope_is_judged_as_the_index_says(string name)
    {
        var row = StandardCase.Get("dsse", name);
        var keys = row.Inputs.GetProperty("keys").EnumerateArray().Select(k => new TrustedKey(PublicKey.FromPem(row.ReadText(k.GetString()!)).Value)).ToArray();
        var threshold = row.Inputs.GetProperty("threshold").GetInt32();
        var outcome = Envelope.Parse(row.ReadBytes()).Then(e => e.Verify(keys, threshold));
        Assert.True(outcome.Succeeded == row.Passes, $"expected {row.Reason}, got {outcome}");
    }
}
