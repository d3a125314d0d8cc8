using System.Security.Cryptography;
using CsCheck;
using Gatehouse.Policy.Keys;

namespace Gatehouse.Policy.Tests.Keys;

public sealed class PublicKeyPemTests
{
    /// <summary>The key of RFC 8410 section 10.1.</summary>
    private const string Ed25519 = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";

    [Theory]
    [InlineData(256, "ECDSA_P256_SHA256", "EC_SIGN_P256_SHA256")]
    [InlineData(384, "ECDSA_P384_SHA384", "ecdsa-p384-sha384")]
    [InlineData(521, "ECDSA_P521_SHA512", "EC_SIGN_P521_SHA512")]
    public void Curves_are_read_and_fit_their_algorithm_only(int bits, string name, string alias)
    {
        using var ecdsa = ECDsa.Create(bits switch { 256 => ECCurve.NamedCurves.nistP256, 384 => ECCurve.NamedCurves.nistP384, _ => ECCurve.NamedCurves.nistP521 });
        Assert.True(PublicKeyPem.TryParse(ecdsa.ExportSubjectPublicKeyInfoPem(), out var key, out var error), error);
        Assert.Equal((PublicKeyType.Ecdsa, bits), (key.Type, key.SizeBits));
        Assert.True(PkixAlgorithm.TryParse(alias, out var algorithm));
        Assert.Equal(name, algorithm.Name);
        Assert.All(PkixAlgorithm.Names, n => Assert.Equal(n == name, PkixAlgorithm.TryParse(n, out var other) && other.Explain(key).Length == 0));
    }

    [Fact]
    public void The_same_RSA_key_has_one_id_in_both_forms()
    {
        using var rsa = RSA.Create(2_048);
        Assert.True(PublicKeyPem.TryParse(rsa.ExportSubjectPublicKeyInfoPem(), out var key, out _));
        Assert.True(PublicKeyPem.TryParse(rsa.ExportRSAPublicKeyPem().ReplaceLineEndings("\r\n"), out var same, out _));
        Assert.Equal(key, same);
        Assert.Equal("ni:///sha-256;" + System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo())), key.Id);
        Assert.True(PkixAlgorithm.TryParse("rsa-pss-2048-sha256", out var algorithm));
        Assert.Empty(algorithm.Explain(key));
    }

    [Fact]
    public void Several_keys_are_read_where_several_may_be()
    {
        Assert.True(PublicKeyPem.TryParseAll(Ed25519 + Ed25519, out var keys, out _));
        Assert.Equal(2, keys.Length);
        Assert.Equal(PublicKeyType.Ed25519, keys[0].Type);
        Assert.False(PublicKeyPem.TryParse(Ed25519 + Ed25519, out _, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("---somedata---")]
    [InlineData("x" + Ed25519)]
    [InlineData(Ed25519 + "x")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PRIVATE KEY-----")]
    public void What_is_no_public_key_is_refused_with_a_reason(string text)
    {
        Assert.False(PublicKeyPem.TryParse(text, out _, out var error));
        Assert.NotEmpty(error);
    }

    [Fact]
    public void Short_RSA_keys_are_refused()
    {
        using var rsa = RSA.Create(1_024);
        Assert.False(PublicKeyPem.TryParse(rsa.ExportSubjectPublicKeyInfoPem(), out _, out _));
    }

    [Fact]
    public void No_text_makes_the_reader_throw() =>
        Gen.Select(Gen.Int[0, Ed25519.Length - 1], Gen.Char).Sample((place, character) => { _ = PublicKeyPem.TryParseAll(Ed25519.Remove(place, 1).Insert(place, character.ToString()), out _, out _); }, iter: 5_000);
}
