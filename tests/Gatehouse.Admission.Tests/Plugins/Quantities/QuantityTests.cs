using Gatehouse.Admission.Plugins.Quantities;

namespace Gatehouse.Admission.Tests.Plugins.Quantities;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("0.5Ki", "512")]
    [InlineData("1000m", "1")]
    [InlineData("0.1n", "1n")]
    [InlineData("-0.1n", "-1n")]
    [InlineData("+1", "+1")]
    [InlineData("1e+3", "1e+3")]
    [InlineData("9Ei", "9223372036854775807")]
    public void A_quantity_prints_in_its_canonical_form(string text, string expected)
    {
        Assert.True(Quantity.TryParse(text, out var quantity, out _));
        Assert.Equal(expected, quantity.ToString());
    }

    [Theory]
    [InlineData("1e1000", true)]
    [InlineData("1e1001", false)]
    [InlineData("1e-1001", false)]
    public void Exponents_have_a_limit(string text, bool isQuantity) => Assert.Equal(isQuantity, Quantity.TryParse(text, out _, out _));

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void Texts_have_a_limit(int length, bool isQuantity) => Assert.Equal(isQuantity, Quantity.TryParse(new('1', length), out _, out _));

    [Fact]
    public void A_sidecar_counts_beside_the_containers_and_beside_later_steps_of_initialisation()
    {
        var pod = Objects.Json("""
            {"spec":{"containers":[{"resources":{"requests":{"cpu":"1"}}}],"initContainers":[
              {"restartPolicy":"Always","resources":{"requests":{"cpu":"500m"}}},{"resources":{"requests":{"cpu":"2"}}}],"overhead":{"cpu":"100m"}}}
            """);
        Assert.Equal("2600m", PodResources.CountRequests(pod)["cpu"].ToString());
    }
}
