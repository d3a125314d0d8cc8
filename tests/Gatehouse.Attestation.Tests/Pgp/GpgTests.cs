using System.Text;
using Gatehouse.Attestation.Pgp;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Tests.Pgp;

/// <summary>GnuPG verifies what we sign, and we verify what it signs.</summary>
public sealed class GpgTests
{
    private const string Text = "{\"a\":\"ü\"}\n- dashed\n-----BEGIN\nlast line";

    public static TheoryData<string> Algorithms => ["rsa2048", "nistp256", "nistp384", "nistp521", "ed25519"];

    [Theory, MemberData(nameof(Algorithms))]
    public void Both_verify_what_the_other_signs(string algorithm)
    {
        Assert.SkipUnless(Gpg.IsPresent, Gpg.Absent);
        using var gpg = new Gpg();
        gpg.Run("--quick-gen-key", "Qa <qa@registry.example>", algorithm, "sign", "never");
        var now = TimeProvider.System.GetUtcNow();
        var key = PgpPublicKey.Parse(Encoding.UTF8.GetString(gpg.Run("--armor", "--export"))).Value;
        using var secret = PgpSecretKey.Parse(Encoding.UTF8.GetString(gpg.Run("--armor", "--export-secret-keys")), "", now).Value;
        Assert.Equal(["Qa <qa@registry.example>"], key.UserIds);
        Assert.Equal(key.Fingerprint, secret.SigningFingerprint);
        WeVerify(gpg, key, now);
        GpgVerifies(gpg, secret, now);
    }

    [Fact]
    public void Signing_subkey_and_expiry_are_told_from_what_gpg_wrote()
    {
        Assert.SkipUnless(Gpg.IsPresent, Gpg.Absent);
        using var gpg = new Gpg();
        gpg.Run("--quick-gen-key", "Qa <qa@registry.example>", "ed25519", "cert", "2y");
        var now = TimeProvider.System.GetUtcNow();
        var fingerprint = PgpPublicKey.Parse(gpg.Run("--export")).Value.Fingerprint;
        gpg.Run("--quick-add-key", fingerprint, "ed25519", "sign", "1y");
        var key = PgpPublicKey.Parse(gpg.Run("--export")).Value;
        var message = gpg.Run("--sign", "--output", "-", gpg.Write("content", "content"u8));
        var verified = PgpVerification.VerifyMessage(message, key, now).Value;
        Assert.Equal((key.Fingerprint, key.Fingerprints[1]), (verified.Fingerprint, verified.SigningFingerprint));
        Assert.Equal(FailureReason.KeyExpired, Assert.Single(PgpVerification.VerifyMessage(message, key, now.AddDays(500)).Failures).Reason);
        Assert.Contains(key.Fingerprint, PgpVerification.VerifyMessage(message, key, now.AddDays(1000)).Failures[0].Text);
        Assert.Equal(FailureReason.SignatureNotYetValid, PgpVerification.VerifyMessage(message, key, now.AddDays(-1)).Failures[0].Reason);
    }

    [Fact]
    public void Gpg_refuses_what_we_refuse_when_a_bit_of_our_message_changes()
    {
        Assert.SkipUnless(Gpg.IsPresent, Gpg.Absent);
        using var gpg = new Gpg();
        gpg.Run("--quick-gen-key", "Qa <qa@registry.example>", "ed25519", "sign", "never");
        var now = TimeProvider.System.GetUtcNow();
        using var secret = PgpSecretKey.Parse(Encoding.UTF8.GetString(gpg.Run("--armor", "--export-secret-keys")), "", now).Value;
        var signature = PgpSigning.SignDetached("content"u8, secret, now);
        Assert.NotEqual(0, gpg.Start("--verify", gpg.Write("sig", Encoding.ASCII.GetBytes(signature)), gpg.Write("other", "contenT"u8)).ExitCode);
        Assert.Equal(FailureReason.SignatureMismatch, PgpVerification.VerifyDetached(Encoding.ASCII.GetBytes(signature), "contenT"u8, secret.Certificate, now).Failures[0].Reason);
    }

    private static void WeVerify(Gpg gpg, PgpPublicKey key, DateTimeOffset now)
    {
        var content = Encoding.UTF8.GetBytes(Text);
        var file = gpg.Write("content", content);
        foreach (var compression in (string[])["none", "zip", "zlib", "bzip2"])
        {
            var message = gpg.Run("--armor", "--compress-algo", compression, "--sign", "--output", "-", file);
            Assert.Equal(content, PgpVerification.VerifyMessage(message, key, now).Value.Content);
        }
        Assert.Equal(content, PgpVerification.VerifyMessage(gpg.Run("--textmode", "--sign", "--output", "-", file), key, now).Value.Content.AsSpan().ToArray().Where(b => b != '\r'));
        Assert.True(PgpVerification.VerifyDetached(gpg.Run("--detach-sign", "--output", "-", file), content, key, now).Succeeded);
        var clear = PgpVerification.VerifyCleartext(gpg.Run("--clear-sign", "--output", "-", file), key, now).Value;
        Assert.Equal(Text.ReplaceLineEndings("\r\n"), Encoding.UTF8.GetString(clear.Content));
    }

    private static void GpgVerifies(Gpg gpg, PgpSecretKey key, DateTimeOffset now)
    {
        var content = Encoding.UTF8.GetBytes(Text);
        var message = gpg.Write("message.asc", Encoding.UTF8.GetBytes(PgpSigning.SignMessage(content, key, now)));
        Assert.Equal(content, gpg.Run("--decrypt", message));
        gpg.Run("--verify", gpg.Write("sig.asc", Encoding.UTF8.GetBytes(PgpSigning.SignDetached(content, key, now))), gpg.Write("content", content));
        gpg.Run("--verify", gpg.Write("clear.asc", Encoding.UTF8.GetBytes(PgpSigning.SignCleartext(Text, key, now))));
    }
}
