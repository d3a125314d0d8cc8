using System.Collections.Immutable;
using System.Formats.Cbor;
using System.Globalization;
using System.Text;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>
/// COSE_Sign1 (RFC 9052 section 4.2) with its tag. Lengths must be definite and map keys unique; the signature is over the bytes of the protected header as
/// they were received.
/// </summary>
internal static class CoseReader
{
    private const int Sign1 = 18;
    private const int EpochTime = 1;

    public static Outcome<SignatureEnvelope> Read(ReadOnlyMemory<byte> bytes, NotationLimits limits)
    {
        try
        {
            return ReadMessage(bytes, limits).Assemble(limits);
        }
        catch (Exception e) when (e is CborContentException or FormatException or InvalidOperationException or OverflowException)
        {
            return new Failure(FailureReason.Malformed, VerificationStep.Parse, "not a COSE_Sign1 envelope: " + e.Message);
        }
    }

    private static EnvelopeParts ReadMessage(ReadOnlyMemory<byte> bytes, NotationLimits limits)
    {
        var reader = new CborReader(bytes, CborConformanceMode.Strict);
        Require(reader.PeekState() is CborReaderState.Tag && (ulong)reader.ReadTag() == Sign1, "the tag 18 is missing");
        Require(reader.ReadStartArray() == 4, "the message is not an array of four");
        var protectedBytes = reader.ReadDefiniteLengthByteString();
        var header = ReadProtected(protectedBytes, limits);
        var unprotected = ReadUnprotected(reader, header, limits);
        Require(reader.PeekState() is CborReaderState.ByteString, "the payload is detached");
        var payload = reader.ReadDefiniteLengthByteString();
        var signature = reader.ReadDefiniteLengthByteString();
        reader.ReadEndArray();
        Require(reader.BytesRemaining == 0, "there are bytes after the message");
        return new(EnvelopeFormat.Cose, header)
        {
            SignedBytes = CoseEncoding.SignedBytes(protectedBytes.Span, payload.Span),
            Payload = payload,
            Signature = signature,
            Chain = unprotected.Chain,
            TimestampToken = unprotected.Token,
            SigningAgent = unprotected.Agent,
        };
    }

    private static ProtectedHeader ReadProtected(ReadOnlyMemory<byte> bytes, NotationLimits limits)
    {
        var header = new ProtectedHeader();
        var reader = new CborReader(bytes, CborConformanceMode.Strict);
        for (var left = ReadMapLength(reader, limits); left > 0; left--)
        {
            var name = ReadLabel(reader);
            header.Names.Add(name);
            ReadMember(reader, header, name, limits);
        }
        reader.ReadEndMap();
        Require(reader.BytesRemaining == 0, "there are bytes after the protected header");
        return header;
    }

    private static void ReadMember(CborReader reader, ProtectedHeader header, string name, NotationLimits limits)
    {
        switch (name)
        {
            case CoseEncoding.AlgorithmName: header.Algorithm = ReadAlgorithm(reader); break;
            case CoseEncoding.CriticalName: header.Critical = ReadCritical(reader, limits); break;
            case CoseEncoding.ContentTypeName: header.ContentType = ReadText(reader, "the content type"); break;
            case NotationNames.SigningScheme: header.Scheme = ReadText(reader, name); break;
            case NotationNames.SigningTime: header.SigningTime = ReadTime(reader, name); break;
            case NotationNames.AuthenticSigningTime: header.AuthenticSigningTime = ReadTime(reader, name); break;
            case NotationNames.Expiry: header.Expiry = ReadTime(reader, name); break;
            default: header.Extended.Add(new(name, ReadAny(reader))); break;
        }
    }

    private static (ImmutableArray<ReadOnlyMemory<byte>> Chain, ReadOnlyMemory<byte>? Token, string? Agent) ReadUnprotected(CborReader reader, ProtectedHeader header, NotationLimits limits)
    {
        ImmutableArray<ReadOnlyMemory<byte>> chain = [];
        ReadOnlyMemory<byte>? token = null;
        string? agent = null;
        for (var left = ReadMapLength(reader, limits); left > 0; left--)
        {
            var name = ReadLabel(reader);
            Require(!header.Names.Contains(name), $"\"{Shown.Of(name)}\" stands in both headers");
            switch (name)
            {
                case CoseEncoding.ChainName: chain = ReadChain(reader, limits); break;
                case NotationNames.TimestampSignature: token = reader.ReadDefiniteLengthByteString(); break;
                case NotationNames.SigningAgent: agent = ReadText(reader, name); break;
                default: reader.SkipValue(); break;
            }
        }
        reader.ReadEndMap();
        return (chain, token, agent);
    }

    /// <summary>One certificate, or a list of them (RFC 9360 section 2).</summary>
    private static ImmutableArray<ReadOnlyMemory<byte>> ReadChain(CborReader reader, NotationLimits limits)
    {
        if (reader.PeekState() is CborReaderState.ByteString)
        {
            return [reader.ReadDefiniteLengthByteString()];
        }
        var length = reader.ReadStartArray() ?? throw new FormatException("the certificate chain is of indefinite length");
        Require(length <= limits.Certificates, $"the chain has {length} certificates, at most {limits.Certificates} are read");
        var chain = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(length);
        for (var i = 0; i < length; i++)
        {
            chain.Add(reader.ReadDefiniteLengthByteString());
        }
        reader.ReadEndArray();
        return chain.MoveToImmutable();
    }

    private static int ReadMapLength(CborReader reader, NotationLimits limits)
    {
        var length = reader.ReadStartMap() ?? throw new FormatException("a header is of indefinite length");
        Require(length <= limits.HeaderMembers, $"a header has {length} members, at most {limits.HeaderMembers} are read");
        return length;
    }

    private static string ReadLabel(CborReader reader)
    {
        if (reader.PeekState() is CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger)
        {
            return "#" + reader.ReadInt64().ToString(CultureInfo.InvariantCulture);
        }
        var name = ReadText(reader, "a label");
        Require(!name.StartsWith('#'), "a label that is text starts with #, the mark of integers here");
        return name;
    }

    private static string ReadText(CborReader reader, string what)
    {
        Require(reader.PeekState() is CborReaderState.TextString, $"{what} is not text");
        return Encoding.UTF8.GetString(reader.ReadDefiniteLengthTextStringBytes().Span);
    }

    private static string? ReadAlgorithm(CborReader reader)
    {
        Require(reader.PeekState() is CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger, "the algorithm is not an integer");
        var id = reader.ReadInt64();
        return NotationAlgorithm.FindName(id) ?? id.ToString(CultureInfo.InvariantCulture);
    }

    private static ImmutableArray<string> ReadCritical(CborReader reader, NotationLimits limits)
    {
        var length = reader.ReadStartArray() ?? throw new FormatException("crit is of indefinite length");
        Require(length <= limits.HeaderMembers, $"crit has {length} entries, at most {limits.HeaderMembers} are read");
        var names = ImmutableArray.CreateBuilder<string>(length);
        for (var i = 0; i < length; i++)
        {
            names.Add(ReadLabel(reader));
        }
        reader.ReadEndArray();
        return names.MoveToImmutable();
    }

    private static DateTimeOffset ReadTime(CborReader reader, string name)
    {
        Require(reader.PeekState() is CborReaderState.Tag && (ulong)reader.ReadTag() == EpochTime, $"{name} is not tagged as seconds since 1970");
        Require(reader.PeekState() is CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger, $"{name} is not whole seconds");
        var seconds = reader.ReadInt64();
        Require(seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds(), $"{name} is out of range");
        return DateTimeOffset.FromUnixTimeSeconds(seconds);
    }

    private static string? ReadAny(CborReader reader)
    {
        if (reader.PeekState() is CborReaderState.TextString)
        {
            return ReadText(reader, "a value");
        }
        reader.SkipValue();
        return null;
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new FormatException(otherwise);
        }
    }
}
