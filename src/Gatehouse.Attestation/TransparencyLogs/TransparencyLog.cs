using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Keys;

namespace Gatehouse.Attestation.TransparencyLogs;

/// <summary>A log of entries (Rekor) or certificates (CT) whose word counts.</summary>
/// <param name="LogId">How entries and certificate timestamps name it.</param>
/// <param name="CheckpointKeyId">Starts with the four bytes by which checkpoints name its key; the same as <paramref name="LogId"/> unless the root says otherwise.</param>
/// <param name="Scheme">How it signs.</param>
/// <param name="Validity">When the key was in use.</param>
public sealed record TransparencyLog(
    string BaseUrl,
    ReadOnlyMemory<byte> LogId,
    ReadOnlyMemory<byte> CheckpointKeyId,
    PublicKey Key,
    SignatureScheme Scheme,
    ValidityPeriod Validity)
{
    public bool Signed(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => Key.Verify(data, signature, Scheme);
}
