using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Gatehouse.Attestation.Notation;

namespace Gatehouse.Attestation.Tests.Notation;

public sealed class DistinguishedNameTests
{
    [Theory]
    [InlineData("C=US,ST=WA,O=Acme", "O", "Acme")]
    [InlineData("c = US ; s = WA ; o =  Acme  ", "ST", "WA")]
    [InlineData(@"O=Acme\, Inc.\; \\ \+", "O", @"Acme, Inc.; \ +")]
    [InlineData(@"O=\ Acme\ ", "O", " Acme ")]
    [InlineData(@"O=M\C3\BCller", "O", "Müller")]
    [InlineData("O=a=b", "O", "a=b")]
    [InlineData("2.5.4.99=x", "2.5.4.99", "x")]
    public void Value_is_read(string text, string type, string value) => Assert.Equal(value, DistinguishedName.Parse(text).Value.Find(type));

    [Theory]
    [InlineData("")]
    [InlineData("O")]
    [InlineData("O=")]
    [InlineData("O= ,C=US")]
    [InlineData("O=Acme,")]
    [InlineData("O=Acme,O=Other")]
    [InlineData("ST=WA,S=WA")]
    [InlineData("O=Acme+C=US")]
    [InlineData("O=\"Acme\"")]
    [InlineData("O=#0C0441636D65")]
    [InlineData(@"O=Acme\")]
    [InlineData(@"O=Acme\x")]
    [InlineData(@"O=\FF")]
    public void Name_in_doubt_is_refused(string text) => Assert.False(DistinguishedName.Parse(text).Succeeded);

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Assert.False(DistinguishedName.Parse("O=\uD800").Succeeded);

    [Fact]
    public void Part_matches_the_whole_and_not_the_reverse()
    {
        var whole = DistinguishedName.FromDer(new X500DistinguishedName("CN=x, O=Acme, ST=WA, C=US").RawData).Value;
        Assert.True(DistinguishedName.Parse("C=US, S=WA, O=Acme").Value.IsPartOf(whole));
        Assert.False(DistinguishedName.Parse("C=US, S=WA, O=acme").Value.IsPartOf(whole));
        Assert.False(whole.IsPartOf(DistinguishedName.Parse("C=US, S=WA, O=Acme").Value));
    }

    [Fact]
    public void Certificate_with_a_type_twice_matches_nothing() =>
        Assert.False(DistinguishedName.FromDer(new X500DistinguishedName("O=Acme, O=Evil, ST=WA, C=US").RawData).Succeeded);

    [Fact]
    public void What_is_read_is_printed_so_that_it_reads_the_same() =>
        Gen.String[Gen.Char[@" ,;\""+<>=#aC1ü"], 0, 12].Sample(value =>
        {
            var name = DistinguishedName.Parse("O=" + value);
            Assert.True(!name.Succeeded || DistinguishedName.Parse(name.Found.ToString()).Value.Find("O") == name.Found.Find("O"));
        }, iter: 5000);

    [Fact]
    public void Rubbish_is_refused_without_an_exception()
    {
        Gen.String.Sample(text => DistinguishedName.Parse(text).Succeeded || true, iter: 2000);
        Gen.Byte.Array[0, 40].Sample(der => DistinguishedName.FromDer(der).Succeeded || true, iter: 2000);
    }
}
