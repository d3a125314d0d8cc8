using System.IO.Compression;
using System.Text;
using Gatehouse.Attestation.Pgp;
using Gatehouse.Attestation.Verification;
using static Gatehouse.Attestation.Tests.Pgp.PgpKit;

namespace Gatehouse.Attestation.Tests.Pgp;

public sealed class PgpMessageTests
{
    private static readonly byte[] Content = "{\"a\":1}"u8.ToArray();
    private readonly TestKey _key = NewKey();
    private readonly TestKey _other = NewKey();

    private PgpPublicKey Certificate => PgpPublicKey.Parse([.. Packet(6, _key.Body), .. UserId(_key)]).Value;

    [Fact]
    public void Content_of_a_message_comes_out_as_signed()
    {
        var verified = PgpVerification.VerifyMessage(Message(_key, Content), Certificate, Now).Value;
        Assert.Equal((_key.Name, _key.Name, Signing), (verified.Fingerprint, verified.SigningFingerprint, verified.SignedAt));
        Assert.Equal(Content, verified.Content);
    }

    [Fact]
    public void Signatures_of_others_around_ours_are_passed_over()
    {
        byte[] message =
        [
            .. Packet(4, [3, 0, 10, 22, .. _other.Fingerprint[12..], 0]), .. OnePass(_key), .. Packet(11, [(byte)'b', 0, 0, 0, 0, 0, .. Content]),
            .. Detached(_key, Content), .. Detached(_other, Content),
        ];
        Assert.Equal(0, PgpVerification.VerifyMessage(message, Certificate, Now).Value.Signature);
        byte[] detached = [.. Detached(_other, Content), .. Detached(_key, Content)];
        var verified = PgpVerification.VerifyDetached(detached, Content, Certificate, Now).Value;
        Assert.Equal(1, verified.Signature);
        Assert.Equal((FailureReason.UnknownKey, 0), (verified.Ignored[0].Reason, verified.Ignored[0].Signature));
    }

    [Fact]
    public void Announcement_that_differs_from_its_signature_is_refused()
    {
        byte[] literal = Packet(11, [(byte)'b', 0, 0, 0, 0, 0, .. Content]);
        Refused(FailureReason.Malformed, [.. OnePass(_other), .. literal, .. Detached(_key, Content)]);
        Refused(FailureReason.Malformed, [.. OnePass(_key, hash: 8), .. literal, .. Detached(_key, Content)]);
        Refused(FailureReason.Malformed, [.. literal, .. Detached(_key, Content)]);
        Refused(FailureReason.Malformed, [.. OnePass(_key), .. literal]);
        Refused(FailureReason.NoSignature, literal);
        Refused(FailureReason.TrailingData, [.. Message(_key, Content), .. literal]);
        Refused(FailureReason.Malformed, Detached(_key, Content));
    }

    [Fact]
    public void Two_literals_in_one_message_are_refused()
    {
        byte[] literal = Packet(11, [(byte)'b', 0, 0, 0, 0, 0, .. Content]);
        Refused(FailureReason.TrailingData, [.. OnePass(_key), .. literal, .. literal, .. Detached(_key, Content)]);
    }

    [Fact]
    public void Rules_of_the_signature_itself_are_kept()
    {
        RefusedDetached(FailureReason.AlgorithmNotAllowed, Detached(_key, Content, hash: 2));
        RefusedDetached(FailureReason.CriticalNotUnderstood, Detached(_key, Content, Subpacket(0x80 | 101, 0)));
        RefusedDetached(FailureReason.CriticalNotUnderstood, Detached(_key, Content, Subpacket(0x80 | 20, 0, 0, 0, 0, 0, 1, 0, 1, (byte)'a', (byte)'b')));
        RefusedDetached(FailureReason.SignatureExpired, Detached(_key, Content, Subpacket(3, Seconds(TimeSpan.FromDays(1)))));
        RefusedDetached(FailureReason.SignatureNotYetValid, Detached(_key, Content, created: Now.AddHours(1)));
        RefusedDetached(FailureReason.WrongType, Detached(_key, Content, type: 0x50));
        RefusedDetached(FailureReason.SignatureMismatch, Detached(_key, [.. Content, 0]));
        RefusedDetached(FailureReason.UnknownKey, Detached(_other, Content));
        RefusedDetached(FailureReason.SignatureMismatch, Detached(_other, Content, unhashed: []));
        RefusedDetached(FailureReason.NoSignature, Packet(10, "PGP"u8.ToArray()));
        Assert.True(PgpVerification.VerifyDetached(Detached(_key, Content, unhashed: []), Content, Certificate, Now).Succeeded);
        Assert.True(PgpVerification.VerifyDetached(Detached(_key, Content, created: Now.AddMinutes(4)), Content, Certificate, Now).Succeeded);
        Assert.True(PgpVerification.VerifyDetached([.. Packet(10, "PGP"u8.ToArray()), .. Packet(60, 1), .. Detached(_key, Content)], Content, Certificate, Now).Succeeded);
    }

    /// <summary>Subpackets that are not hashed can be added by anybody.</summary>
    [Fact]
    public void Creation_time_that_is_not_hashed_is_not_believed()
    {
        var body = Sign(_key, 0, Content, created: Signing, unhashed: [.. Subpacket(3, Seconds(TimeSpan.FromDays(1))), .. Subpacket(16, _key.Fingerprint[12..])]);
        Assert.True(PgpVerification.VerifyDetached(Packet(2, body), Content, Certificate, Now).Succeeded);
    }

    [Fact]
    public void Compression_is_opened_up_to_its_bounds()
    {
        var message = Message(_key, Content);
        for (var depth = 1; depth <= 5; depth++)
        {
            message = Packet(8, [1, .. Deflate(message)]);
            var outcome = PgpVerification.VerifyMessage(message, Certificate, Now);
            Assert.Equal(depth <= 4, outcome.Succeeded);
        }
        Refused(FailureReason.LimitExceeded, Packet(8, [1, .. Deflate(Message(_key, new byte[4 << 20]))]));
        Refused(FailureReason.TrailingData, [.. Packet(8, [1, .. Deflate(Message(_key, Content))]), .. Detached(_key, Content)]);
        Refused(FailureReason.Unsupported, Packet(8, 9, 9));
        Refused(FailureReason.Malformed, Packet(8, 2, 9, 9, 9));
        Refused(FailureReason.Malformed, Packet(8, 3, 9, 9, 9));
        Refused(FailureReason.Truncated, Packet(8));
    }

    [Fact]
    public void Content_is_read_up_to_its_limit_and_not_beyond()
    {
        var options = new PgpOptions { ContentSizeBytes = 100 };
        Assert.True(PgpVerification.VerifyMessage(Message(_key, new byte[100]), Certificate, Now, options).Succeeded);
        Assert.Equal(FailureReason.LimitExceeded, PgpVerification.VerifyMessage(Message(_key, new byte[101]), Certificate, Now, options).Failures[0].Reason);
    }

    [Fact]
    public void Partial_and_indeterminate_lengths_stand_for_data_alone()
    {
        byte[] literal = [(byte)'b', 0, 0, 0, 0, 0, .. new byte[600]];
        byte[] partial = [0xC0 | 11, 224 + 9, .. literal.AsSpan(0, 512), (byte)(literal.Length - 512), .. literal.AsSpan(512)];
        Assert.True(PgpVerification.VerifyMessage([.. OnePass(_key), .. partial, .. Detached(_key, new byte[600])], Certificate, Now).Succeeded);
        byte[] indeterminate = [0x80 | (8 << 2) | 3, 0, .. Message(_key, Content)];
        Assert.True(PgpVerification.VerifyMessage(indeterminate, Certificate, Now).Succeeded);
        var signature = Detached(_key, Content)[6..];
        RefusedDetached(FailureReason.Malformed, [0x80 | (2 << 2) | 3, .. signature]);
        RefusedDetached(FailureReason.Truncated, [0xC0 | 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. signature]);
        Assert.True(PgpVerification.VerifyDetached([0x80 | (2 << 2) | 1, 0, (byte)signature.Length, .. signature], Content, Certificate, Now).Succeeded);
    }

    [Fact]
    public void Encrypted_messages_are_refused_by_name() => Refused(FailureReason.Unsupported, Packet(18, 1, 2, 3));

    [Fact]
    public void Armor_is_read_with_or_without_a_checksum_and_never_with_a_wrong_one()
    {
        var base64 = Convert.ToBase64String(Message(_key, Content));
        Assert.True(VerifyText($"-----BEGIN PGP MESSAGE-----\nVersion: x\n\n{base64}\n-----END PGP MESSAGE-----\n").Succeeded);
        Assert.True(VerifyText($"-----BEGIN PGP SIGNATURE-----\n\n{base64[..64]}\n{base64[64..]}\n-----END PGP SIGNATURE-----").Succeeded);
        Assert.False(VerifyText($"-----BEGIN PGP MESSAGE-----\n\n{base64}\n=AAAA\n-----END PGP MESSAGE-----\n").Succeeded);
        Assert.False(VerifyText($"-----BEGIN PGP MESSAGE-----\n{base64}\n-----END PGP MESSAGE-----\n").Succeeded);
        Assert.False(VerifyText($"-----BEGIN PGP MESSAGE-----\n\n{base64}\n-----END PGP SIGNATURE-----\n").Succeeded);
        Assert.False(VerifyText($"-----BEGIN PGP MESSAGE-----\n\n{base64}\n").Succeeded);
        Assert.False(VerifyText($"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n{base64}\n-----END PGP PUBLIC KEY BLOCK-----\n").Succeeded);
        Assert.False(VerifyText("").Succeeded);
    }

    [Fact]
    public void Cleartext_gives_what_is_signed_and_nothing_around_it()
    {
        var armor = $"-----BEGIN PGP SIGNATURE-----\n\n{Convert.ToBase64String(Detached(_key, "a\r\n-b"u8.ToArray(), type: 1))}\n-----END PGP SIGNATURE-----\n";
        var verified = Clear($"before\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\na  \n- -b\n{armor}after");
        Assert.Equal("a\r\n-b", Encoding.UTF8.GetString(verified.Value.Content));
        Assert.True(Clear($"-----BEGIN PGP SIGNED MESSAGE-----\r\n\r\na\r\n- -b\r\n{armor.ReplaceLineEndings("\r\n")}").Succeeded);
        Assert.False(Clear($"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\nComment: all is well\n\na\n- -b\n{armor}").Succeeded);
        Assert.False(Clear($"-----BEGIN PGP SIGNED MESSAGE-----\n\na\n-b\n{armor}").Succeeded);
        Assert.False(Clear($"-----BEGIN PGP SIGNED MESSAGE-----\n\na\n- -b\n\n{armor}").Succeeded);
        Assert.False(Clear("-----BEGIN PGP SIGNED MESSAGE-----\n\na\n").Succeeded);
    }

    private Outcome<PgpVerified> VerifyText(string text) => PgpVerification.VerifyMessage(Encoding.UTF8.GetBytes(text), Certificate, Now);

    private Outcome<PgpVerified> Clear(string text) => PgpVerification.VerifyCleartext(Encoding.UTF8.GetBytes(text), Certificate, Now);

    private void Refused(FailureReason reason, byte[] message) => Assert.Equal(reason, Assert.Single(PgpVerification.VerifyMessage(message, Certificate, Now).Failures).Reason);

    private void RefusedDetached(FailureReason reason, byte[] signature) =>
        Assert.Equal(reason, Assert.Single(PgpVerification.VerifyDetached(signature, Content, Certificate, Now).Failures).Reason);

    private static byte[] Deflate(byte[] data)
    {
        using var result = new MemoryStream();
        using (var deflate = new DeflateStream(result, CompressionLevel.Fastest))
        {
            deflate.Write(data);
        }
        return result.ToArray();
    }
}
