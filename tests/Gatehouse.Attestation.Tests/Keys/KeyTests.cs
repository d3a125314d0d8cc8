using System.Numerics;
using System.Security.Cryptography;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Tests.Keys;

public sealed class KeyTests
{
    private static readonly byte[] Data = "some content"u8.ToArray();

    public static TheoryData<KeyKind> Kinds => [.. Enum.GetValues<KeyKind>()];

    public static TheoryData<KeyKind> Curves => [KeyKind.EcdsaP256, KeyKind.EcdsaP384, KeyKind.EcdsaP521];

    [Theory, MemberData(nameof(Kinds))]
    public void Key_survives_writing_and_reading_with_and_without_a_password(KeyKind kind)
    {
        using var key = PrivateKey.Generate(kind, 2048);
        var known = PublicKey.FromPem(key.PublicKey.ToPem()).Value;
        Assert.Equal(key.PublicKey, known);
        using var clear = PrivateKey.FromPem(key.ToPem()).Value;
        using var opened = PrivateKey.FromPem(key.ToEncryptedPem("correct horse"), "correct horse").Value;
        Assert.True(known.Verify(Data, clear.Sign(Data)));
        Assert.True(known.Verify(Data, opened.Sign(Data)));
        Assert.Equal(FailureReason.KeyInvalid, PrivateKey.FromPem(key.ToEncryptedPem("correct horse"), "wrong horse").Failures[0].Reason);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Signature_holds_over_these_bytes_alone(KeyKind kind)
    {
        using var key = PrivateKey.Generate(kind, 2048);
        using var other = PrivateKey.Generate(kind, 2048);
        var signature = key.Sign(Data);
        Assert.True(key.PublicKey.Verify(Data, signature));
        Assert.False(key.PublicKey.Verify("some contenT"u8, signature));
        Assert.False(other.PublicKey.Verify(Data, signature));
        Assert.False(key.PublicKey.Verify(Data, []));
        Assert.False(key.PublicKey.Verify(Data, [.. signature, 0]));
        Assert.False(key.PublicKey.Verify(Data, signature.AsSpan(0, signature.Length - 1)));
        signature[^1] ^= 1;
        Assert.False(key.PublicKey.Verify(Data, signature));
    }

    [Theory, MemberData(nameof(Curves))]
    public void Ecdsa_is_verified_in_the_encoding_asked_for(KeyKind kind)
    {
        using var key = PrivateKey.Generate(kind);
        var hash = SignatureScheme.For(kind).Hash;
        var (der, raw) = (SignatureScheme.Ecdsa(hash, EcdsaEncoding.Der), SignatureScheme.Ecdsa(hash, EcdsaEncoding.Raw));
        var either = SignatureScheme.Ecdsa(hash, EcdsaEncoding.Either);
        var (inDer, inRaw) = (key.Sign(Data, der), key.Sign(Data, raw));
        Assert.True(key.PublicKey.Verify(Data, inDer, der) && key.PublicKey.Verify(Data, inRaw, raw));
        Assert.True(key.PublicKey.Verify(Data, inDer, either) && key.PublicKey.Verify(Data, inRaw, either));
        Assert.False(key.PublicKey.Verify(Data, inDer, raw));
        Assert.False(key.PublicKey.Verify(Data, inRaw, der));
    }

    /// <summary>Another encoding of the same numbers would give one signature many names, and a log or a cache many entries.</summary>
    [Fact]
    public void Ecdsa_signature_has_one_der_form()
    {
        using var key = PrivateKey.Generate(KeyKind.EcdsaP256);
        var scheme = SignatureScheme.Ecdsa(HashAlgorithmName.SHA256, EcdsaEncoding.Either);
        var raw = key.Sign(Data, SignatureScheme.Ecdsa(HashAlgorithmName.SHA256, EcdsaEncoding.Raw));
        byte[] r = Integer(raw.AsSpan(0, 32)), s = Integer(raw.AsSpan(32));
        Assert.True(key.PublicKey.Verify(Data, Sequence([.. r, .. s]), scheme));
        Assert.False(key.PublicKey.Verify(Data, [.. Sequence([.. r, .. s]), 0], scheme));
        Assert.False(key.PublicKey.Verify(Data, Sequence([.. r, .. s, 2, 1, 0]), scheme));
        Assert.False(key.PublicKey.Verify(Data, Sequence([2, (byte)(r[1] + 2), 0, 0, .. r.AsSpan(2), .. s]), scheme));
        byte[] longLength = [0x30, 0x81, (byte)(r.Length + s.Length), .. r, .. s];
        Assert.False(key.PublicKey.Verify(Data, longLength, scheme));
    }

    [Fact]
    public void Ecdsa_with_zero_or_negative_numbers_is_refused()
    {
        using var key = PrivateKey.Generate(KeyKind.EcdsaP256);
        Assert.False(key.PublicKey.Verify(Data, new byte[64]));
        Assert.False(key.PublicKey.Verify(Data, [0x30, 6, 2, 1, 0, 2, 1, 0]));
        Assert.False(key.PublicKey.Verify(Data, [0x30, 6, 2, 1, 0x80, 2, 1, 1]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(222)]
    public void Pss_is_verified_with_any_length_of_salt(int saltLength)
    {
        using var rsa = RSA.Create(2048);
        var signature = SignPss(rsa, saltLength);
        var key = PublicKey.FromDer(rsa.ExportSubjectPublicKeyInfo()).Value;
        var scheme = SignatureScheme.RsaPss(HashAlgorithmName.SHA256);
        Assert.True(key.Verify(Data, signature, scheme));
        Assert.False(key.Verify("some contenT"u8, signature, scheme));
        Assert.False(key.Verify(Data, signature, SignatureScheme.RsaPkcs1(HashAlgorithmName.SHA256)));
        Assert.False(key.Verify(Data, signature, SignatureScheme.RsaPss(HashAlgorithmName.SHA384)));
    }

    [Fact]
    public void Scheme_of_another_family_never_holds_and_never_throws()
    {
        SignatureScheme[] schemes = [SignatureScheme.Ed25519, SignatureScheme.Ed25519Prehashed, SignatureScheme.RsaPss(HashAlgorithmName.SHA256), SignatureScheme.RsaPkcs1(HashAlgorithmName.SHA512), SignatureScheme.Ecdsa(HashAlgorithmName.SHA256, EcdsaEncoding.Either)];
        foreach (var kind in Enum.GetValues<KeyKind>())
        {
            using var key = PrivateKey.Generate(kind, 2048);
            foreach (var scheme in schemes.Where(s => !s.Fits(kind)))
            {
                Assert.False(key.PublicKey.Verify(Data, key.Sign(Data), scheme));
                Assert.Throws<ArgumentException>(() => key.Sign(Data, scheme));
            }
        }
    }

    /// <summary>RFC 8032 section 7.1, test 3, and section 7.3.</summary>
    [Fact]
    public void Ed25519_agrees_with_the_vectors_of_its_specification()
    {
        var key = PublicKey.FromPoint(KeyKind.Ed25519, Convert.FromHexString("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")).Value;
        Assert.True(key.Verify(Convert.FromHexString("af82"), Convert.FromHexString("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")));
        var prehashed = PublicKey.FromPoint(KeyKind.Ed25519, Convert.FromHexString("ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf")).Value;
        Assert.True(prehashed.Verify("abc"u8, Convert.FromHexString("98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae4131f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406"), SignatureScheme.Ed25519Prehashed));
    }

    [Theory]
    [InlineData("ECDSA_P256_SHA256", "EC_SIGN_P256_SHA256", 9)]
    [InlineData("ECDSA_P384_SHA384", "EC_SIGN_P384_SHA384", 10)]
    [InlineData("ECDSA_P521_SHA512", "EC_SIGN_P521_SHA512", 11)]
    [InlineData("RSA_PSS_2048_SHA256", "RSA_SIGN_PSS_2048_SHA256", 1)]
    [InlineData("RSA_PSS_3072_SHA256", "RSA_SIGN_PSS_3072_SHA256", 2)]
    [InlineData("RSA_PSS_4096_SHA256", "RSA_SIGN_PSS_4096_SHA256", 3)]
    [InlineData("RSA_PSS_4096_SHA512", "RSA_SIGN_PSS_4096_SHA512", 4)]
    [InlineData("RSA_SIGN_PKCS1_2048_SHA256", "RSA_SIGN_PKCS1_2048_SHA256", 5)]
    [InlineData("RSA_SIGN_PKCS1_3072_SHA256", "RSA_SIGN_PKCS1_3072_SHA256", 6)]
    [InlineData("RSA_SIGN_PKCS1_4096_SHA256", "RSA_SIGN_PKCS1_4096_SHA256", 7)]
    [InlineData("RSA_SIGN_PKCS1_4096_SHA512", "RSA_SIGN_PKCS1_4096_SHA512", 8)]
    public void Algorithm_is_found_by_name_alias_and_number(string name, string alias, int number)
    {
        var algorithm = SignatureAlgorithm.FindGrafeas(number);
        Assert.Equal(name, algorithm!.Name);
        Assert.Same(algorithm, SignatureAlgorithm.FindGrafeas(name));
        Assert.Same(algorithm, SignatureAlgorithm.FindGrafeas(alias));
    }

    [Fact]
    public void Unknown_and_unspecified_algorithms_are_not_found()
    {
        Assert.All((string?[])[null, "", "SIGNATURE_ALGORITHM_UNSPECIFIED", "ecdsa_p256_sha256", "RSA_PSS_1024_SHA256"], name => Assert.Null(SignatureAlgorithm.FindGrafeas(name)));
        Assert.All((string?[])[null, "", "none", "None", "HS256", "es256", "ES256K"], name => Assert.Null(SignatureAlgorithm.FindJose(name)));
        Assert.Null(SignatureAlgorithm.FindGrafeas(0));
        Assert.Null(SignatureAlgorithm.FindGrafeas(12));
    }

    [Fact]
    public void Key_of_another_size_does_not_fit_the_algorithm()
    {
        using var key = PrivateKey.Generate(KeyKind.Rsa, 3072);
        Assert.Equal("RSA_SIGN_PKCS1_3072_SHA256", SignatureAlgorithm.DefaultGrafeas(key.PublicKey)!.Name);
        var failure = key.PublicKey.Check(Data, key.Sign(Data), SignatureAlgorithm.FindGrafeas("RSA_SIGN_PKCS1_2048_SHA256")!);
        Assert.Equal((FailureReason.AlgorithmMismatch, "RSA_SIGN_PKCS1_2048_SHA256 wants RSA of 2048 bits, the key is RSA of 3072 bits"), (failure!.Reason, failure.Text));
    }

    [Fact]
    public void Bad_keys_are_refused()
    {
        using var key = PrivateKey.Generate(KeyKind.EcdsaP256);
        var der = key.PublicKey.SubjectPublicKeyInfo.ToArray();
        var pem = key.PublicKey.ToPem();
        byte[] offCurve = [.. der.AsSpan(0, der.Length - 1), (byte)(der[^1] ^ 1)];
        Assert.Equal(FailureReason.KeyInvalid, PublicKey.FromDer(offCurve).Failures[0].Reason);
        Assert.Equal(FailureReason.TrailingData, PublicKey.FromDer([.. der, 0]).Failures[0].Reason);
        Assert.Equal(FailureReason.KeyInvalid, PublicKey.FromDer(der.AsSpan(0, der.Length - 1)).Failures[0].Reason);
        Assert.Equal(FailureReason.KeyInvalid, PublicKey.FromPem(pem + pem).Failures[0].Reason);
        Assert.Equal(FailureReason.TrailingData, PublicKey.FromPem(pem + "x").Failures[0].Reason);
        Assert.Equal(FailureReason.KeyInvalid, PublicKey.FromPem(key.ToPem()).Failures[0].Reason);
        Assert.Equal(FailureReason.KeyInvalid, PublicKey.FromPem("").Failures[0].Reason);
        Assert.Equal(2, PublicKeys.FromPem(pem + pem).Value.Length);
        Assert.True(PublicKey.FromPem(pem.ReplaceLineEndings("\r\n")).Succeeded);
    }

    [Fact]
    public void Short_and_strange_rsa_keys_are_refused()
    {
        using var weak = RSA.Create(1024);
        Assert.Equal(FailureReason.KeyTooWeak, PublicKey.FromDer(weak.ExportSubjectPublicKeyInfo()).Failures[0].Reason);
        using var rsa = RSA.Create(2048);
        var numbers = rsa.ExportParameters(false);
        Assert.Equal(FailureReason.KeyInvalid, PublicKey.FromRsa(numbers.Modulus, [1]).Failures[0].Reason);
        Assert.Equal(FailureReason.KeyInvalid, PublicKey.FromRsa(numbers.Modulus, [2]).Failures[0].Reason);
        Assert.Equal(FailureReason.KeyInvalid, PublicKey.FromRsa(numbers.Modulus, [1, 0, 0, 0, 1]).Failures[0].Reason);
        Assert.Equal(FailureReason.KeyInvalid, PublicKey.FromPoint(KeyKind.Ed25519, [1, .. new byte[31]]).Failures[0].Reason);
    }

    [Fact]
    public void One_key_serves_many_threads()
    {
        using var key = PrivateKey.Generate(KeyKind.EcdsaP256);
        var signature = key.Sign(Data);
        var held = new int[8];
        Parallel.For(0, 8, i => held[i] = Enumerable.Range(0, 50).Count(_ => key.PublicKey.Verify(Data, signature)));
        Assert.All(held, n => Assert.Equal(50, n));
    }

    private static byte[] Integer(ReadOnlySpan<byte> number)
    {
        number = number.TrimStart((byte)0);
        return number[0] >= 0x80 ? [2, (byte)(number.Length + 1), 0, .. number] : [2, (byte)number.Length, .. number];
    }

    private static byte[] Sequence(byte[] content) => [0x30, (byte)content.Length, .. content];

    /// <summary>EMSA-PSS (RFC 8017 section 9.1.1) with SHA-256 by hand, for salts that the framework does not make.</summary>
    private static byte[] SignPss(RSA rsa, int saltLength)
    {
        var numbers = rsa.ExportParameters(true);
        var salt = RandomNumberGenerator.GetBytes(saltLength);
        var hash = SHA256.HashData([.. new byte[8], .. SHA256.HashData(Data), .. salt]);
        byte[] block = [.. new byte[256 - 32 - 2 - saltLength], 1, .. salt];
        for (var (i, counter) = (0, 0); i < block.Length; counter++)
        {
            foreach (var mask in SHA256.HashData([.. hash, 0, 0, 0, (byte)counter]).Take(block.Length - i))
            {
                block[i++] ^= mask;
            }
        }
        block[0] &= 0x7F;
        var message = new BigInteger([.. block, .. hash, 0xBC], isUnsigned: true, isBigEndian: true);
        var signature = BigInteger.ModPow(message, new(numbers.D, true, true), new(numbers.Modulus, true, true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[256 - signature.Length], .. signature];
    }
}
