using System.Text;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Pgp;

/// <summary>
/// Verifies OpenPGP signatures in their three forms. One good signature of the key suffices; those of other keys are passed over. Keys are judged at
/// <c>now</c>: pass the time a trusted log or authority gives instead, where there is one.
/// </summary>
public static class PgpVerification
{
    /// <summary>A signed message: the content is inside, perhaps compressed. Armor may call itself <c>PGP MESSAGE</c> or <c>PGP SIGNATURE</c>; bare packets are read too.</summary>
    public static Outcome<PgpVerified> VerifyMessage(ReadOnlySpan<byte> message, PgpPublicKey key, DateTimeOffset now, PgpOptions? options = null) =>
        Run(message, options, (bytes, o) => SignatureCheck.Verify(SignedMessage.Read(Dearmor(bytes), o), key, now, o));

    /// <summary>Text signed in clear (RFC 9580 section 7). Only what the signature covers is returned.</summary>
    public static Outcome<PgpVerified> VerifyCleartext(ReadOnlySpan<byte> text, PgpPublicKey key, DateTimeOffset now, PgpOptions? options = null) =>
        Run(text, options, (bytes, o) => SignatureCheck.Verify(Cleartext.Read(bytes, o), key, now, o));

    /// <summary>A signature over content that is kept elsewhere.</summary>
    public static Outcome<PgpVerified> VerifyDetached(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> content, PgpPublicKey key, DateTimeOffset now, PgpOptions? options = null)
    {
        var copy = content.ToArray();
        return Run(signature, options, (bytes, o) => SignatureCheck.Verify(SignedMessage.ReadDetached(Dearmor(bytes), copy, o), key, now, o));
    }

    /// <summary>Whichever of the forms the signature has; the payload serves a detached one and is ignored by the others.</summary>
    public static Outcome<PgpVerified> VerifyAny(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> payload, PgpPublicKey key, DateTimeOffset now, PgpOptions? options = null)
    {
        if (Cleartext.IsCleartext(signature))
        {
            return VerifyCleartext(signature, key, now, options);
        }
        var copy = payload.ToArray();
        return Run(signature, options, (bytes, o) =>
        {
            var data = Dearmor(bytes);
            return SignatureCheck.Verify(SignedMessage.IsDetached(data, o) ? SignedMessage.ReadDetached(data, copy, o) : SignedMessage.Read(data, o), key, now, o);
        });
    }

    private static Outcome<PgpVerified> Run(ReadOnlySpan<byte> input, PgpOptions? options, Func<byte[], PgpOptions, Outcome<PgpVerified>> verify)
    {
        options ??= PgpOptions.Default;
        if (input.Length > 2L * options.ContentSizeBytes + (64 << 10))
        {
            return new Failure(FailureReason.LimitExceeded, VerificationStep.Parse, $"{input.Length} bytes of signature; at most {options.ContentSizeBytes} of content are read");
        }
        var bytes = input.ToArray();
        return PgpException.Catch(() => verify(bytes, options));
    }

    private static byte[] Dearmor(byte[] data) =>
        Armor.IsText(data) ? Armor.Read(Encoding.UTF8.GetString(data), "PGP MESSAGE", "PGP SIGNATURE").Data : data;
}
