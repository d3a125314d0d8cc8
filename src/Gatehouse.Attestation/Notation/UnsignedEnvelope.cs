using Gatehouse.Attestation.Keys;

namespace Gatehouse.Attestation.Notation;

/// <summary>An envelope that lacks only its signature, so that a key kept elsewhere can make it. The bytes are those notation writes.</summary>
public sealed class UnsignedEnvelope
{
    private readonly SigningRequest _request;

    private UnsignedEnvelope(SigningRequest request, SignatureAlgorithm algorithm, byte[] protectedHeader)
    {
        (_request, Algorithm, ProtectedHeader) = (request, algorithm, protectedHeader);
        SignedBytes = request.Format is EnvelopeFormat.Jws ? JwsWriter.SignedBytes(protectedHeader, request.Payload.Span) : CoseEncoding.SignedBytes(protectedHeader, request.Payload.Span);
    }

    /// <summary>Given by the key.</summary>
    public SignatureAlgorithm Algorithm { get; }

    /// <summary>JSON, or a CBOR map.</summary>
    public ReadOnlyMemory<byte> ProtectedHeader { get; }

    /// <summary>What to sign with <see cref="Algorithm"/>; ECDSA signatures are raw, r and s.</summary>
    public ReadOnlyMemory<byte> SignedBytes { get; }

    /// <exception cref="ArgumentException">The key is of a kind or size that notation does not sign with, or an extended attribute has no text or a name of the specification's.</exception>
    public static UnsignedEnvelope Prepare(SigningRequest request)
    {
        var algorithm = NotationAlgorithm.For(request.Key) ?? throw new ArgumentException($"notation does not sign with {request.Key.Kind} of {request.Key.SizeBits} bits", nameof(request));
        if (request.Attributes.Extended.Any(a => a.Value is null || a.Name.StartsWith('#') || a.Name is "alg" or "cty" or "crit" || IsSystem(a.Name)))
        {
            throw new ArgumentException("an extended attribute is text under a name of its own", nameof(request));
        }
        return new(request, algorithm, request.Format is EnvelopeFormat.Jws ? JwsWriter.ProtectedHeader(request, algorithm) : CoseWriter.ProtectedHeader(request, algorithm));
    }

    /// <param name="timestampToken">An RFC 3161 token over the signature.</param>
    /// <returns>The envelope as it is stored.</returns>
    public byte[] Attach(ReadOnlySpan<byte> signature, ReadOnlyMemory<byte>? timestampToken = null) => _request.Format is EnvelopeFormat.Jws
        ? JwsWriter.Envelope(_request, ProtectedHeader.Span, signature, timestampToken)
        : CoseWriter.Envelope(_request, ProtectedHeader.Span, signature, timestampToken);

    /// <summary>Signs with a key in memory.</summary>
    /// <exception cref="ArgumentException">It is not the key of the request.</exception>
    public byte[] Sign(PrivateKey key) => key.PublicKey.Equals(_request.Key)
        ? Attach(key.Sign(SignedBytes.Span, Algorithm.Scheme))
        : throw new ArgumentException("another key than the one the envelope was prepared for", nameof(key));

    private static bool IsSystem(string name) => name is NotationNames.SigningScheme or NotationNames.SigningTime or NotationNames.AuthenticSigningTime or NotationNames.Expiry;
}
