using System.Text;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Pgp;

/// <summary>
/// Puts a certificate together from its packets (RFC 9580 section 10.1) and checks every statement of the owner at once: what holds does not depend on the
/// clock, only what is in force does.
/// </summary>
internal sealed class CertificateReader
{
    private readonly PgpOptions _options;
    private readonly Component _primary;
    private readonly List<Component> _components;
    private readonly List<string> _userIds = [];

    private CertificateReader(KeyMaterial primary, PgpOptions options)
    {
        _options = options;
        _primary = new(primary, isPrimary: true);
        _components = [_primary];
    }

    public static PgpPublicKey Read(ReadOnlyMemory<byte> data, PgpOptions options)
    {
        if (data.Length > options.KeySizeBytes)
        {
            throw new PgpException(FailureReason.LimitExceeded, VerificationStep.Key, $"a key of more than {options.KeySizeBytes} bytes");
        }
        var packets = PacketReader.ReadAll(data, options);
        if (packets is not [{ Tag: PacketTag.PublicKey }, ..])
        {
            throw new PgpException(FailureReason.KeyInvalid, VerificationStep.Key, "not a public key: the first packet is of another type");
        }
        var reader = new CertificateReader(KeyMaterial.Read(packets[0].Body), options);
        reader.ReadStatements(packets);
        return new([.. reader._components], [.. reader._userIds]);
    }

    private void ReadStatements(List<Packet> packets)
    {
        for (var i = 0; i < packets.Count;)
        {
            var isFirst = i == 0;
            var subject = packets[i++];
            var signatures = new List<SignaturePacket>();
            for (; i < packets.Count && packets[i].Tag is PacketTag.Signature; i++)
            {
                if (TryRead(packets[i].Body) is { } signature)
                {
                    signatures.Add(signature);
                }
            }
            Read(subject, signatures, isFirst);
        }
    }

    private void Read(Packet subject, List<SignaturePacket> signatures, bool isFirst)
    {
        switch (subject.Tag)
        {
            case PacketTag.PublicKey when isFirst:
                ReadDirect(signatures);
                break;
            case PacketTag.UserId:
                ReadUserId(0xB4, subject.Body, signatures);
                break;
            case PacketTag.UserAttribute:
                ReadUserId(0xD1, subject.Body, signatures);
                break;
            case PacketTag.PublicSubkey:
                ReadSubkey(subject.Body, signatures);
                break;
            default:
                throw new PgpException(FailureReason.KeyInvalid, VerificationStep.Key, "a second key, a secret key or another packet inside a public key");
        }
    }

    private void ReadDirect(List<SignaturePacket> signatures)
    {
        var signed = _primary.Key.HashedForm();
        foreach (var signature in signatures.Where(s => s.MayBeBy(_primary.Key)))
        {
            if (signature.Type is SignatureType.DirectKey && IsGood(signature, _primary.Key, signed))
            {
                _primary.Statements.Add(signature);
            }
            else if (signature.Type is SignatureType.KeyRevocation && IsGoodRevocation(signature, signed))
            {
                _primary.Revocations.Add(signature);
            }
        }
    }

    private void ReadUserId(byte mark, ReadOnlyMemory<byte> body, List<SignaturePacket> signatures)
    {
        var length = body.Length;
        byte[] signed = [.. _primary.Key.HashedForm(), mark, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, .. body.Span];
        var own = signatures.Where(s => s.MayBeBy(_primary.Key)).ToArray();
        var revoked = own.Where(s => s.Type is SignatureType.CertificationRevocation && IsGoodRevocation(s, signed)).Select(s => s.Created).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        var good = own
            .Where(s => s.Type is >= SignatureType.GenericCertification and <= SignatureType.PositiveCertification && s.Created > revoked && IsGood(s, _primary.Key, signed))
            .ToArray();
        _primary.Statements.AddRange(good);
        if (good.Length > 0 && mark == 0xB4)
        {
            _userIds.Add(Encoding.UTF8.GetString(body.Span));
        }
    }

    private void ReadSubkey(ReadOnlyMemory<byte> body, List<SignaturePacket> signatures)
    {
        var subkey = new Component(KeyMaterial.Read(body), isPrimary: false);
        byte[] signed = [.. _primary.Key.HashedForm(), .. subkey.Key.HashedForm()];
        foreach (var signature in signatures.Where(s => s.MayBeBy(_primary.Key)))
        {
            if (signature.Type is SignatureType.SubkeyBinding && IsGood(signature, _primary.Key, signed) && IsBacked(signature, subkey, signed))
            {
                subkey.Statements.Add(signature);
            }
            else if (signature.Type is SignatureType.SubkeyRevocation && IsGoodRevocation(signature, signed))
            {
                subkey.Revocations.Add(signature);
            }
        }
        _components.Add(subkey);
    }

    /// <summary>
    /// A subkey that signs must itself agree to belong to the primary key; otherwise anybody could bind somebody else's signing key to a key of their own
    /// and claim its signatures (RFC 9580 section 10.1.5).
    /// </summary>
    private bool IsBacked(SignaturePacket binding, Component subkey, byte[] signed) =>
        (binding.Said.KeyFlags & 0x02) == 0 || binding.Said.KeyFlags is null
        || binding.Said.EmbeddedSignatures.Any(e => TryRead(e) is { Type: SignatureType.PrimaryKeyBinding } back && IsGood(back, subkey.Key, signed));

    private bool IsGood(SignaturePacket signature, KeyMaterial by, byte[] signed) =>
        (signature.Hash.IsStrong() || (signature.Hash is HashId.Sha1 && _options.AcceptSha1SelfSignatures))
        && signature.Said.NotUnderstood is null && signature.Said.Created is not null && signature.Holds(by, signed);

    /// <summary>A weak hash or a strange subpacket is no reason to go on using a key that its owner has withdrawn.</summary>
    private bool IsGoodRevocation(SignaturePacket signature, byte[] signed) =>
        (signature.Hash.IsStrong() || signature.Hash is HashId.Sha1) && signature.Holds(_primary.Key, signed);

    /// <summary>Other people's signatures may be of any version and algorithm; what cannot be read vouches for nothing.</summary>
    private static SignaturePacket? TryRead(ReadOnlyMemory<byte> body)
    {
        try
        {
            return SignaturePacket.Read(body);
        }
        catch (PgpException)
        {
            return null;
        }
    }
}
