using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Tests.Keys;

/// <summary>Budgets of what the hot path allocates: a decision verifies many signatures.</summary>
public sealed class AllocationTests
{
    [Theory]
    [InlineData(KeyKind.EcdsaP256, 2048)]
    [InlineData(KeyKind.Rsa, 512)]
    [InlineData(KeyKind.Ed25519, 16 * 1024)]
    public void Verifying_a_signature_allocates_little(KeyKind kind, long mostBytes)
    {
        using var key = PrivateKey.Generate(kind, 2048);
        var data = new byte[1000];
        var signature = key.Sign(data);
        Assert.InRange(Measure(() => Assert.True(key.PublicKey.Verify(data, signature))), 0, mostBytes);
    }

    [Fact]
    public void Reading_and_verifying_an_envelope_allocates_a_small_multiple_of_its_size()
    {
        using var key = PrivateKey.Generate(KeyKind.EcdsaP256);
        var json = Envelope.Sign("application/vnd.in-toto+json", new byte[4000], key).ToJson();
        Assert.InRange(Measure(() => Assert.True(Envelope.Parse(json).Then(e => e.Verify(key.PublicKey)).Succeeded)), 0, 12L * json.Length);
    }

    [Fact]
    public void Refusing_hostile_json_does_not_allocate_by_its_nesting()
    {
        var deep = new byte[1 << 20];
        deep.AsSpan().Fill((byte)'[');
        Assert.InRange(Measure(() => Assert.False(StrictJson.Parse(deep).Succeeded)), 0, 4096);
    }

    private static long Measure(Action action)
    {
        for (var i = 0; i < 50; i++)
        {
            action();
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
        {
            action();
        }
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 20;
    }
}
