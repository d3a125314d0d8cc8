using System.IO.Compression;
using Gatehouse.Attestation.Verification;
using BouncyPgp = Org.BouncyCastle.Bcpg.OpenPgp;

namespace Gatehouse.Attestation.Pgp;

/// <summary>Content and the signatures that claim it, in the order of the message.</summary>
internal sealed record SignedMessage(byte[] Content, IReadOnlyList<SignaturePacket> Signatures)
{
    /// <summary>One-pass signatures, a literal, signatures in reverse; perhaps all of it compressed (RFC 9580 section 10.3).</summary>
    public static SignedMessage Read(ReadOnlyMemory<byte> data, PgpOptions options, int depth = 0)
    {
        var packets = PacketReader.ReadAll(data, options);
        if (packets is [{ Tag: PacketTag.Compressed } compressed, .. var after])
        {
            return after is []
                ? Read(Expand(compressed.Body, options, depth), options, depth + 1)
                : throw new PgpException(FailureReason.TrailingData, VerificationStep.Parse, "packets after the compressed message");
        }
        var passes = packets.TakeWhile(p => p.Tag is PacketTag.OnePassSignature).ToArray();
        if (packets.Count == passes.Length || packets[passes.Length].Tag is not PacketTag.Literal)
        {
            throw new PgpException("not a signed message: no literal data where it belongs");
        }
        var signatures = packets.Skip(passes.Length + 1).ToArray();
        if (passes.Length == 0 && signatures.Length == 0)
        {
            throw new PgpException(FailureReason.NoSignature, VerificationStep.Signature, "the message carries no signature");
        }
        var read = ReadSignatures(signatures, options);
        CheckPasses(passes, read);
        return new(ReadLiteral(packets[passes.Length].Body, options), read);
    }

    public static SignedMessage ReadDetached(ReadOnlyMemory<byte> data, byte[] content, PgpOptions options)
    {
        var packets = PacketReader.ReadAll(data, options).ToArray();
        if (packets.Length == 0)
        {
            throw new PgpException(FailureReason.NoSignature, VerificationStep.Signature, "there is no signature packet");
        }
        return content.Length > options.ContentSizeBytes ? throw TooLarge(options) : new(content, ReadSignatures(packets, options));
    }

    public static bool IsDetached(ReadOnlyMemory<byte> data, PgpOptions options) => PacketReader.ReadAll(data, options) is [{ Tag: PacketTag.Signature }, ..];

    private static SignaturePacket[] ReadSignatures(Packet[] packets, PgpOptions options)
    {
        if (packets.FirstOrDefault(p => p.Tag is not PacketTag.Signature) is { Tag: not 0 } other)
        {
            throw new PgpException(FailureReason.TrailingData, VerificationStep.Parse, $"a packet of type {(int)other.Tag} among the signatures");
        }
        return packets.Length <= options.Signatures
            ? [.. packets.Select(p => SignaturePacket.Read(p.Body))]
            : throw new PgpException(FailureReason.LimitExceeded, VerificationStep.Parse, $"{packets.Length} signatures; at most {options.Signatures} are tried");
    }

    /// <summary>Each one-pass packet announces a signature, the last one first; announcing another than comes is a sign of splicing.</summary>
    private static void CheckPasses(Packet[] passes, SignaturePacket[] signatures)
    {
        if (passes.Length != signatures.Length)
        {
            throw new PgpException($"{passes.Length} signatures are announced, {signatures.Length} follow");
        }
        for (var i = 0; i < passes.Length; i++)
        {
            var cursor = new ByteCursor(passes[i].Body.Span);
            var signature = signatures[^(i + 1)];
            var agrees = (cursor.Byte(), cursor.Byte(), cursor.Byte(), cursor.Byte()) == (3, (byte)signature.Type, (byte)signature.Hash, signature.KeyAlgorithm);
            var keyId = Convert.ToHexString(cursor.Take(8));
            var isLast = cursor.Byte() != 0;
            cursor.End("the one-pass signature");
            var issuer = signature.Said.IssuerFingerprint?[24..] ?? signature.Said.IssuerId ?? keyId;
            if (!agrees || keyId != issuer || (isLast && i < passes.Length - 1))
            {
                throw new PgpException("a signature is not the one that its one-pass packet announces");
            }
        }
    }

    /// <summary>The content alone: name and date of the literal are not covered by any signature.</summary>
    private static byte[] ReadLiteral(ReadOnlyMemory<byte> body, PgpOptions options)
    {
        var cursor = new ByteCursor(body.Span);
        cursor.Take(1);
        cursor.Take(cursor.Byte());
        cursor.Take(4);
        return cursor.Rest.Length <= options.ContentSizeBytes ? cursor.Rest.ToArray() : throw TooLarge(options);
    }

    private static byte[] Expand(ReadOnlyMemory<byte> body, PgpOptions options, int depth)
    {
        if (depth >= options.Nesting)
        {
            throw new PgpException(FailureReason.LimitExceeded, VerificationStep.Parse, $"compressed more than {options.Nesting} times over");
        }
        try
        {
            using var expanded = Open(body);
            return ReadBounded(expanded, options);
        }
        // The decompressors report damage each in their own way.
        catch (Exception e) when (e is IOException or InvalidDataException or BouncyPgp.PgpException or InvalidOperationException or IndexOutOfRangeException or ArgumentException)
        {
            throw new PgpException("compressed data that cannot be read");
        }
    }

    private static Stream Open(ReadOnlyMemory<byte> body)
    {
        var algorithm = new ByteCursor(body.Span).Byte();
        var data = new MemoryStream(body[1..].ToArray());
        return algorithm switch
        {
            0 => data,
            1 => new DeflateStream(data, CompressionMode.Decompress),
            2 => new ZLibStream(data, CompressionMode.Decompress),
            3 => BZip2(body),
            _ => throw new PgpException(FailureReason.Unsupported, VerificationStep.Parse, $"compression {algorithm} is not read"),
        };
    }

    private static Stream BZip2(ReadOnlyMemory<byte> body)
    {
        // As a packet of its own in the new format with a length of five octets.
        byte[] packet = [0xC8, 0xFF, (byte)(body.Length >> 24), (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body.Span];
        return ((BouncyPgp.PgpCompressedData)new BouncyPgp.PgpObjectFactory(packet).NextPgpObject()).GetDataStream();
    }

    private static byte[] ReadBounded(Stream stream, PgpOptions options)
    {
        var limit = options.ContentSizeBytes + (64 << 10);
        using var buffer = new MemoryStream();
        var chunk = new byte[16 << 10];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > limit)
            {
                throw TooLarge(options);
            }
        }
        return buffer.ToArray();
    }

    private static PgpException TooLarge(PgpOptions options) =>
        new(FailureReason.LimitExceeded, VerificationStep.Parse, $"the content is larger than {options.ContentSizeBytes} bytes");
}
