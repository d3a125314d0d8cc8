using Gatehouse.Admission.Registries;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Cosign;
using Gatehouse.Attestation.Keys;
using System.Security.Cryptography;

namespace Gatehouse.Services.Tests.Admission;

/// <summary>A registry in memory that counts what it is asked, and can be told to be down.</summary>
internal sealed class FakeRegistry : IImageRegistry
{
    private readonly Dictionary<string, Digest> _tags = new(StringComparer.Ordinal);
    private OciRepository _repository = new();

    public int Requests { get; private set; }

    public List<string> Forgotten { get; } = [];

    public RegistryException? Failure { get; set; }

    public DateTimeOffset? UploadTime { get; set; }

    public void Tag(string image, string digest) => _tags[image] = Digest.Parse(digest);

    /// <summary>Signs as cosign does.</summary>
    public void Sign(string image, PrivateKey key)
    {
        var reference = ImageReference.Parse(image);
        var signed = CosignSigner.Sign(reference, key, _repository.FindTagged(CosignNames.SignatureTag(reference.Digest!.Value)));
        _repository = _repository with
        {
            Tags = _repository.Tags.SetItem(signed.Tag, DigestOf(signed.Manifest)),
            Content = signed.Blobs.Append(signed.Manifest).Aggregate(_repository.Content, (all, blob) => all.SetItem(DigestOf(blob), blob)),
        };
    }

    public ValueTask<Digest> ResolveAsync(ImageReference image, CancellationToken cancellationToken)
    {
        Ask();
        return _tags.TryGetValue(image.Written, out var digest) ? ValueTask.FromResult(digest) : throw new RegistryException(RegistryProblem.NotFound, $"{image.Name} has no tag {image.Tag}");
    }

    public ValueTask<ImageEvidence> ReadEvidenceAsync(ImageReference image, EvidencePlace place, CancellationToken cancellationToken)
    {
        Ask();
        return ValueTask.FromResult(new ImageEvidence { Repository = place == EvidencePlace.Beside ? _repository : new() });
    }

    public ValueTask<DateTimeOffset?> FindUploadTimeAsync(ImageReference image, CancellationToken cancellationToken)
    {
        Ask();
        return ValueTask.FromResult(UploadTime);
    }

    public void Forget(string resource) => Forgotten.Add(resource);

    private void Ask()
    {
        Requests++;
        if (Failure is { } failure)
        {
            throw failure;
        }
    }

    private static Digest DigestOf(ReadOnlyMemory<byte> content) => Digest.Parse($"sha256:{Convert.ToHexStringLower(SHA256.HashData(content.Span))}");
}
