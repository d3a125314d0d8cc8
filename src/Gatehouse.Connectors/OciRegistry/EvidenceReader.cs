using System.Collections.Immutable;
using System.Text;
using Gatehouse.Admission.Registries;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Cosign;
using Gatehouse.Attestation.Notation;
using Microsoft.Extensions.Options;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>Reads what lies beside an image: cosign's tags, and manifests that refer to it. For an image without any it makes three requests, at once.</summary>
internal sealed class EvidenceReader(OciRegistryClient client, IOptions<RegistryOptions> options)
{
    private const string NotationType = "application/vnd.cncf.notary.signature";

    /// <summary>Kinds of referrers that may speak for an image; bills of materials and the like are not fetched.</summary>
    private static readonly ImmutableArray<string> Speaking = ["application/vnd.dev.sigstore.bundle", "application/vnd.oci.empty.v1+json", "application/vnd.dev.cosign.", NotationType];

    private static readonly ImmutableArray<string> NotationEnvelopes = ["application/jose+json", "application/cose"];

    public async Task<ImageEvidence> ReadAsync(ImageReference image, EvidencePlace place, CancellationToken cancellationToken)
    {
        var (registry, repository) = RepositoryOf(image, place);
        var subject = image.Digest!.Value;
        var found = new Collected(client, registry, repository, options.Value);
        var referrers = client.ListReferrersAsync(registry, repository, subject, cancellationToken);
        await Task.WhenAll(
            found.AddTaggedAsync(CosignNames.SignatureTag(subject, place.TagPrefix), options.Value.PayloadBytes, cancellationToken),
            found.AddTaggedAsync(CosignNames.AttestationTag(subject, place.TagPrefix), options.Value.AttestationBytes, cancellationToken),
            referrers);
        var speaking = (await referrers).Where(r => r.ArtifactType.Length == 0 || Speaking.Any(s => r.ArtifactType.StartsWith(s, StringComparison.Ordinal))).ToArray();
        await Task.WhenAll(speaking.Take(options.Value.SignaturesPerImage).Select(r => found.AddReferrerAsync(r, cancellationToken)));
        var evidence = found.ToEvidence(subject, [.. speaking.Select(r => r.Digest)]);
        return evidence with
        {
            Image = evidence.NotationSignatures.IsEmpty ? null : await DescribeAsync(image, cancellationToken),
            Skipped = [.. evidence.Skipped, .. speaking.Length > options.Value.SignaturesPerImage ? [$"more than {options.Value.SignaturesPerImage} manifests refer to {image.Name}@{subject}"] : (string[])[]],
        };
    }

    private static (string Registry, string Repository) RepositoryOf(ImageReference image, EvidencePlace place)
    {
        if (place.Repository.Length == 0)
        {
            return (image.Registry, image.Repository);
        }

        // cosign keeps the signatures of all images in a registry that is given without a path under their own paths.
        var slash = place.Repository.IndexOf('/');
        return slash < 0 ? (place.Repository, image.Repository) : (place.Repository[..slash], place.Repository[(slash + 1)..]);
    }

    private async Task<ArtifactDescriptor?> DescribeAsync(ImageReference image, CancellationToken cancellationToken) =>
        await client.FindManifestAsync(image.Registry, image.Repository, image.Digest.ToString()!, cancellationToken) is { } manifest
            ? new(manifest.MediaType, manifest.Digest.ToString(), manifest.Bytes.Length)
            : null;

    /// <summary>What has been fetched so far; filled by several requests at once.</summary>
    private sealed class Collected(OciRegistryClient client, string registry, string repository, RegistryOptions limits)
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, Digest> _tags = new(StringComparer.Ordinal);
        private readonly Dictionary<Digest, ReadOnlyMemory<byte>> _content = [];
        private readonly List<NotationSignature> _notation = [];
        private readonly List<string> _skipped = [];

        public async Task AddTaggedAsync(string tag, int maximumBytes, CancellationToken cancellationToken)
        {
            if (await client.FindManifestAsync(registry, repository, tag, cancellationToken) is not { } manifest)
            {
                return;
            }

            lock (_lock)
            {
                _tags[tag] = manifest.Digest;
                _content[manifest.Digest] = manifest.Bytes;
            }

            await AddLayersAsync(manifest, tag, maximumBytes, cancellationToken);
        }

        public async Task AddReferrerAsync(OciDescriptor referrer, CancellationToken cancellationToken)
        {
            if (await client.FindManifestAsync(registry, repository, referrer.Digest.ToString(), cancellationToken) is not { } manifest)
            {
                return;
            }

            lock (_lock)
            {
                _content[manifest.Digest] = manifest.Bytes;
            }

            await AddLayersAsync(manifest, referrer.Digest.ToString(), limits.AttestationBytes, cancellationToken);
        }

        public ImageEvidence ToEvidence(Digest subject, ImmutableArray<Digest> referrers) => new()
        {
            Repository = new()
            {
                Tags = _tags.ToImmutableDictionary(StringComparer.Ordinal),
                Content = _content.ToImmutableDictionary(),
                Referrers = ImmutableDictionary<Digest, ImmutableArray<Digest>>.Empty.Add(subject, referrers),
            },
            NotationSignatures = [.. _notation],
            Skipped = [.. _skipped],
        };

        private async Task AddLayersAsync(OciManifestContent manifest, string name, int maximumBytes, CancellationToken cancellationToken)
        {
            var layers = OciDescriptor.ReadAll(manifest.Bytes.Span, "layers") ?? [];
            var isNotation = Encoding.UTF8.GetString(manifest.Bytes.Span).Contains(NotationType, StringComparison.Ordinal);
            if (layers.Length > limits.SignaturesPerImage)
            {
                Skip($"{name} has more than {limits.SignaturesPerImage} layers");
            }

            await Task.WhenAll(layers.Take(limits.SignaturesPerImage).Select(l => AddLayerAsync(l, isNotation, maximumBytes, cancellationToken)));
        }

        private async Task AddLayerAsync(OciDescriptor layer, bool isNotation, int maximumBytes, CancellationToken cancellationToken)
        {
            if (layer.SizeBytes > maximumBytes)
            {
                Skip($"the layer {layer.Digest} is longer than {maximumBytes} bytes");
                return;
            }

            if (await client.FindBlobAsync(registry, repository, layer.Digest, maximumBytes, cancellationToken) is not { } blob)
            {
                return;
            }

            lock (_lock)
            {
                _content[layer.Digest] = blob;
                if (isNotation && NotationEnvelopes.Contains(layer.MediaType))
                {
                    _notation.Add(new(layer.MediaType, blob));
                }
            }
        }

        private void Skip(string what)
        {
            lock (_lock)
            {
                _skipped.Add(what);
            }
        }
    }
}
