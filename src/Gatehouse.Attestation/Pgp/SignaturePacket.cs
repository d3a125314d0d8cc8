using System.Collections.Immutable;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Pgp;

/// <summary>A signature of version 4 (RFC 9580 section 5.2.3).</summary>
internal sealed class SignaturePacket
{
    private readonly ReadOnlyMemory<byte> _hashedPart;
    private readonly int _quickCheck;

    private SignaturePacket(ReadOnlyMemory<byte> body)
    {
        var cursor = new ByteCursor(body.Span);
        if (cursor.Byte() is var version and not 4)
        {
            throw new PgpException(FailureReason.Unsupported, VerificationStep.Parse, $"a signature of version {version}; version 4 is read");
        }
        Type = (SignatureType)cursor.Byte();
        KeyAlgorithm = cursor.Byte();
        Hash = (HashId)cursor.Byte();
        var hashedLength = cursor.UInt16();
        cursor.Take(hashedLength);
        _hashedPart = body[..(6 + hashedLength)];
        Said.Read(_hashedPart[6..], isHashed: true);
        var unhashed = cursor.UInt16();
        cursor.Take(unhashed);
        Said.Read(body.Slice(8 + hashedLength, unhashed), isHashed: false);
        _quickCheck = cursor.UInt16();
        Numbers = ReadNumbers(ref cursor);
        cursor.End("the signature");
    }

    public SignatureType Type { get; }

    public byte KeyAlgorithm { get; }

    public HashId Hash { get; }

    public Subpackets Said { get; } = new();

    public ImmutableArray<byte[]> Numbers { get; }

    public DateTimeOffset Created => Said.Created ?? DateTimeOffset.MaxValue;

    public static SignaturePacket Read(ReadOnlyMemory<byte> body) => new(body);

    /// <summary>Whether the signature says, or does not deny, that this key made it.</summary>
    public bool MayBeBy(KeyMaterial key) => Said.IssuerFingerprint is { } fingerprint ? fingerprint == key.Fingerprint : Said.IssuerId is not { } id || id == key.KeyId;

    public bool IsExpired(DateTimeOffset now) => Said.ExpiresAfter is { } after && now >= Created + after;

    /// <summary>Whether the signature holds over what was signed; nothing else about it is judged.</summary>
    public bool Holds(KeyMaterial key, ReadOnlySpan<byte> signed)
    {
        var trailer = _hashedPart.Length;
        byte[] input = [.. signed, .. _hashedPart.Span, 4, 0xFF, (byte)(trailer >> 24), (byte)(trailer >> 16), (byte)(trailer >> 8), (byte)trailer];
        var digest = Hash.Compute(input);
        return (digest[0] << 8 | digest[1]) == _quickCheck && key.Verify(Hash, digest, this);
    }

    private ImmutableArray<byte[]> ReadNumbers(ref ByteCursor cursor)
    {
        if (KeyAlgorithm == 27)
        {
            return [cursor.Take(64).ToArray()];
        }
        var numbers = ImmutableArray.CreateBuilder<byte[]>();
        while (!cursor.Rest.IsEmpty && numbers.Count < 2)
        {
            numbers.Add(cursor.Number().ToArray());
        }
        return numbers.ToImmutable();
    }
}
