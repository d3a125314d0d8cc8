using System.Collections.Immutable;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Pgp;

/// <summary>What the subpackets of a signature say (RFC 9580 section 5.2.3.7). Only the hashed ones are believed; of the others, who issued it and what is embedded, which prove themselves.</summary>
internal sealed class Subpackets
{
    private const int CreationTime = 2;
    private const int SignatureExpiry = 3;
    private const int KeyExpiry = 9;
    private const int IssuerKeyId = 16;
    private const int PrimaryUserId = 25;
    private const int KeyFlagsType = 27;
    private const int RevocationReason = 29;
    private const int Embedded = 32;
    private const int IssuerFingerprintType = 33;

    /// <summary>Types whose meaning is obeyed here, or does not bear on whether a signature holds.</summary>
    private static readonly ImmutableHashSet<int> Understood = [2, 3, 4, 5, 7, 9, 11, 16, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 39];

    public DateTimeOffset? Created { get; private set; }

    public TimeSpan? ExpiresAfter { get; private set; }

    public TimeSpan? KeyExpiresAfter { get; private set; }

    public int? KeyFlags { get; private set; }

    public bool IsPrimaryUserId { get; private set; }

    public byte? ReasonForRevocation { get; private set; }

    public string? IssuerId { get; private set; }

    public string? IssuerFingerprint { get; private set; }

    public List<ReadOnlyMemory<byte>> EmbeddedSignatures { get; } = [];

    /// <summary>The first critical subpacket that is not understood.</summary>
    public int? NotUnderstood { get; private set; }

    public void Read(ReadOnlyMemory<byte> area, bool isHashed)
    {
        while (!area.IsEmpty)
        {
            var body = PacketReader.Take(ref area, ReadLength(ref area));
            if (body.IsEmpty)
            {
                throw new PgpException("an empty signature subpacket");
            }
            ReadOne(body.Span[0] & 0x7F, (body.Span[0] & 0x80) != 0, body[1..], isHashed);
        }
    }

    private static long ReadLength(ref ReadOnlyMemory<byte> area)
    {
        var first = PacketReader.Take(ref area, 1).Span[0];
        return first switch
        {
            < 192 => first,
            < 255 => ((first - 192) << 8) + PacketReader.Take(ref area, 1).Span[0] + 192,
            _ => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(PacketReader.Take(ref area, 4).Span),
        };
    }

    private void ReadOne(int type, bool isCritical, ReadOnlyMemory<byte> body, bool isHashed)
    {
        if (isCritical && !Understood.Contains(type))
        {
            NotUnderstood ??= type;
        }
        switch (type)
        {
            case IssuerKeyId:
                IssuerId ??= Convert.ToHexString(Exact(body, 8));
                break;
            case IssuerFingerprintType when body.Span is [4, .. { Length: 20 } fingerprint]:
                IssuerFingerprint ??= Convert.ToHexString(fingerprint);
                break;
            case Embedded:
                EmbeddedSignatures.Add(body);
                break;
            default:
                if (isHashed)
                {
                    ReadHashed(type, body);
                }
                break;
        }
    }

    private void ReadHashed(int type, ReadOnlyMemory<byte> body)
    {
        switch (type)
        {
            case CreationTime:
                Created = Created is null ? DateTimeOffset.FromUnixTimeSeconds(new ByteCursor(Exact(body, 4)).UInt32()) : throw new PgpException("two creation times in one signature");
                break;
            case SignatureExpiry:
                ExpiresAfter = Seconds(body);
                break;
            case KeyExpiry:
                KeyExpiresAfter = Seconds(body);
                break;
            case KeyFlagsType:
                KeyFlags = body.IsEmpty ? 0 : body.Span[0];
                break;
            case PrimaryUserId:
                IsPrimaryUserId = Exact(body, 1)[0] != 0;
                break;
            case RevocationReason when !body.IsEmpty:
                ReasonForRevocation = body.Span[0];
                break;
        }
    }

    /// <summary>Zero means never.</summary>
    private static TimeSpan? Seconds(ReadOnlyMemory<byte> body) => new ByteCursor(Exact(body, 4)).UInt32() is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static ReadOnlySpan<byte> Exact(ReadOnlyMemory<byte> body, int length) =>
        body.Length == length ? body.Span : throw new PgpException(FailureReason.Malformed, VerificationStep.Parse, "a signature subpacket of the wrong length");
}
