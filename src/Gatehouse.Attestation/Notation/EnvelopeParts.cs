using System.Collections.Immutable;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>What a reader of either format has taken apart; here it becomes an envelope.</summary>
internal sealed record EnvelopeParts(EnvelopeFormat Format, ProtectedHeader Header)
{
    public required ReadOnlyMemory<byte> SignedBytes { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }

    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>DER, leaf first.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Chain { get; init; }

    public ReadOnlyMemory<byte>? TimestampToken { get; init; }

    public string? SigningAgent { get; init; }

    public Outcome<SignatureEnvelope> Assemble(NotationLimits limits)
    {
        var failures = new List<Failure>();
        var attributes = ProtectedHeaderRules.Check(Header);
        failures.AddRange(attributes.Succeeded ? [] : attributes.Failures);
        var algorithm = NotationAlgorithm.Find(Header.Algorithm);
        if (algorithm is null)
        {
            failures.Add(new(FailureReason.AlgorithmNotAllowed, VerificationStep.Parse, $"the algorithm \"{Shown.Of(Header.Algorithm ?? "")}\" is none of {NotationAlgorithm.Names}"));
        }
        if (Header.ContentType is null)
        {
            failures.Add(new(FailureReason.Malformed, VerificationStep.Parse, "the protected header has no content type"));
        }
        if (Signature.IsEmpty)
        {
            failures.Add(new(FailureReason.NoSignature, VerificationStep.Parse, "the signature is empty"));
        }
        var chain = ReadChain(limits, failures);
        return failures.Count > 0 ? Outcome.Refuse<SignatureEnvelope>([.. failures]) : new SignatureEnvelope
        {
            Format = Format,
            ContentType = Header.ContentType!,
            Algorithm = algorithm!,
            Attributes = attributes.Value,
            Payload = Payload,
            Signature = Signature,
            Chain = chain,
            TimestampToken = TimestampToken,
            SigningAgent = SigningAgent,
            SignedBytes = SignedBytes,
        };
    }

    private ImmutableArray<Certificate> ReadChain(NotationLimits limits, List<Failure> failures)
    {
        if (Chain.Count == 0 || Chain.Count > limits.Certificates)
        {
            var reason = Chain.Count == 0 ? FailureReason.MissingMaterial : FailureReason.LimitExceeded;
            failures.Add(new(reason, VerificationStep.Parse, $"the envelope brings {Chain.Count} certificates, 1 to {limits.Certificates} are wanted"));
            return [];
        }
        var certificates = ImmutableArray.CreateBuilder<Certificate>(Chain.Count);
        for (var i = 0; i < Chain.Count; i++)
        {
            try
            {
                certificates.Add(Certificate.Parse(Chain[i]));
            }
            catch (FormatException e)
            {
                failures.Add(new(FailureReason.CertificateInvalid, VerificationStep.Parse, $"certificate {i} of the chain: {e.Message}"));
            }
        }
        return certificates.ToImmutable();
    }
}
