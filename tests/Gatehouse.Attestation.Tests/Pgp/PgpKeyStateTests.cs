using Gatehouse.Attestation.Pgp;
using Gatehouse.Attestation.Verification;
using static Gatehouse.Attestation.Tests.Pgp.PgpKit;

namespace Gatehouse.Attestation.Tests.Pgp;

public sealed class PgpKeyStateTests
{
    private static readonly byte[] Content = "content"u8.ToArray();
    private readonly TestKey _key = NewKey();
    private readonly TestKey _sub = NewKey();

    [Fact]
    public void Key_that_vouches_for_itself_verifies() => Assert.Null(Judge(UserId(_key)));

    [Fact]
    public void Key_without_self_signature_is_refused() => Assert.Equal(FailureReason.KeyInvalid, Judge([]));

    [Fact]
    public void Self_signature_by_somebody_else_does_not_count()
    {
        var forged = Sign(_sub, 0x13, UserIdSigned(_key), Subpacket(27, 3), unhashed: Subpacket(16, _key.Fingerprint[12..]));
        Assert.Equal(FailureReason.KeyInvalid, Judge([.. UserId(_key)[..30], .. Packet(2, forged)]));
    }

    [Fact]
    public void Direct_signature_alone_makes_a_key_usable() => Assert.Null(Judge(Packet(2, Sign(_key, 0x1F, _key.Hashed, Subpacket(27, 2)))));

    [Fact]
    public void Flags_decide_whether_the_primary_key_may_sign()
    {
        Assert.Null(Judge(UserId(_key, [])));
        Assert.Null(Judge(UserId(_key, Subpacket(27, 2))));
        Assert.Equal(FailureReason.KeyUsage, Judge(UserId(_key, Subpacket(27, 1))));
        Assert.Equal(FailureReason.KeyUsage, Judge(UserId(_key, Subpacket(27))));
    }

    [Fact]
    public void Newest_self_signature_speaks()
    {
        var name = UserId(_key, Subpacket(27, 1));
        byte[] newer = Packet(2, Sign(_key, 0x13, UserIdSigned(_key), Subpacket(27, 3), Birth.AddMonths(1)));
        Assert.Null(Judge([.. name, .. newer]));
        byte[] future = Packet(2, Sign(_key, 0x13, UserIdSigned(_key), Subpacket(27, 3), Now.AddDays(1)));
        Assert.Equal(FailureReason.KeyUsage, Judge([.. name, .. future]));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(731, false)]
    [InlineData(732, true)]
    public void Expiry_is_judged_at_the_clock_and_zero_is_never(int days, bool holds)
    {
        var said = Subpacket(9, Seconds(TimeSpan.FromDays(days)));
        Assert.Equal(holds ? null : FailureReason.KeyExpired, Judge(UserId(_key, [.. said, .. Subpacket(27, 3)])));
    }

    [Fact]
    public void Self_signature_that_has_expired_vouches_for_nothing() =>
        Assert.Equal(FailureReason.KeyInvalid, Judge(UserId(_key, Subpacket(3, Seconds(TimeSpan.FromDays(365))))));

    [Fact]
    public void Self_signature_with_sha1_counts_only_by_option()
    {
        var name = UserId(_key, hash: 2);
        Assert.Equal(FailureReason.KeyInvalid, Judge(name));
        Assert.Null(Judge(name, new PgpOptions { AcceptSha1SelfSignatures = true }));
    }

    [Fact]
    public void Self_signature_with_an_unknown_critical_subpacket_does_not_count()
    {
        Assert.Equal(FailureReason.KeyInvalid, Judge(UserId(_key, Subpacket(0x80 | 100, 1))));
        Assert.Null(Judge(UserId(_key, Subpacket(100, 1))));
    }

    [Theory]
    [InlineData(null, -1, FailureReason.KeyRevoked)]
    [InlineData(0, -1, FailureReason.KeyRevoked)]
    [InlineData(2, 1, FailureReason.KeyRevoked)]
    [InlineData(1, -1, FailureReason.KeyRevoked)]
    [InlineData(1, 1, null)]
    [InlineData(3, 1, null)]
    public void Revocation_counts_at_once_unless_the_key_merely_retires_later(int? reason, int daysFromNow, FailureReason? expected)
    {
        var said = reason is { } r ? Subpacket(29, (byte)r) : [];
        var revocation = Packet(2, Sign(_key, 0x20, _key.Hashed, said, Now.AddDays(daysFromNow)));
        Assert.Equal(expected, Judge([.. revocation, .. UserId(_key)]));
    }

    [Fact]
    public void Revocation_by_somebody_else_does_not_count()
    {
        var forged = Packet(2, Sign(_sub, 0x20, _key.Hashed, unhashed: Subpacket(16, _key.Fingerprint[12..])));
        Assert.Null(Judge([.. forged, .. UserId(_key)]));
    }

    [Fact]
    public void Revoked_user_id_takes_its_self_signature_along() =>
        Assert.Equal(FailureReason.KeyInvalid, Judge([.. UserId(_key), .. Packet(2, Sign(_key, 0x30, UserIdSigned(_key), created: Birth.AddDays(1)))]));

    [Fact]
    public void Subkey_signs_when_it_agrees_to_belong() =>
        Assert.Null(Judge([.. UserId(_key), .. Subkey(_key, _sub, [.. Subpacket(27, 2), .. BackSignature(_key, _sub)])], by: _sub));

    [Fact]
    public void Subkey_that_does_not_agree_to_belong_does_not_sign()
    {
        Assert.Equal(FailureReason.KeyInvalid, Judge([.. UserId(_key), .. Subkey(_key, _sub, Subpacket(27, 2))], by: _sub));
        Assert.Equal(FailureReason.KeyInvalid, Judge([.. UserId(_key), .. Subkey(_key, _sub, [.. Subpacket(27, 2), .. BackSignature(_key, _sub, by: _key)])], by: _sub));
    }

    [Fact]
    public void Subkey_without_the_flag_does_not_sign()
    {
        Assert.Equal(FailureReason.KeyUsage, Judge([.. UserId(_key), .. Subkey(_key, _sub, [])], by: _sub));
        Assert.Equal(FailureReason.KeyUsage, Judge([.. UserId(_key), .. Subkey(_key, _sub, [.. Subpacket(27, 12), .. BackSignature(_key, _sub)])], by: _sub));
    }

    [Fact]
    public void Subkey_falls_with_its_own_revocation_and_with_its_primary_key()
    {
        var subkey = Subkey(_key, _sub, [.. Subpacket(27, 2), .. BackSignature(_key, _sub)]);
        var revoked = Packet(2, Sign(_key, 0x28, [.. _key.Hashed, .. _sub.Hashed]));
        Assert.Equal(FailureReason.KeyRevoked, Judge([.. UserId(_key), .. subkey, .. revoked], by: _sub));
        Assert.Null(Judge([.. UserId(_key), .. subkey, .. revoked]));
        Assert.Equal(FailureReason.KeyRevoked, Judge([.. Packet(2, Sign(_key, 0x20, _key.Hashed)), .. UserId(_key), .. subkey], by: _sub));
        Assert.Equal(FailureReason.KeyExpired, Judge([.. UserId(_key, Subpacket(9, Seconds(TimeSpan.FromDays(400)))), .. subkey], by: _sub));
    }

    [Fact]
    public void Signature_older_than_its_key_is_refused() => Assert.Equal(FailureReason.KeyNotYetValid, Judge(UserId(_key), signedAt: Birth.AddDays(-1)));

    [Fact]
    public void Second_certificate_secret_key_and_other_packets_are_refused()
    {
        byte[] good = [.. Packet(6, _key.Body), .. UserId(_key)];
        Assert.True(PgpPublicKey.Parse(good).Succeeded);
        Assert.False(PgpPublicKey.Parse([.. good, .. good]).Succeeded);
        Assert.False(PgpPublicKey.Parse(Packet(5, _key.Body)).Succeeded);
        Assert.False(PgpPublicKey.Parse(UserId(_key)).Succeeded);
        Assert.False(PgpPublicKey.Parse([]).Succeeded);
    }

    private FailureReason? Judge(byte[] statements, PgpOptions? options = null, TestKey? by = null, DateTimeOffset? signedAt = null)
    {
        var certificate = PgpPublicKey.Parse([.. Packet(6, _key.Body), .. statements], options).Value;
        Assert.Equal(_key.Name, certificate.Fingerprint);
        var outcome = PgpVerification.VerifyDetached(Detached(by ?? _key, Content, created: signedAt), Content, certificate, Now, options);
        return outcome.Succeeded ? null : Assert.Single(outcome.Failures).Reason;
    }
}
