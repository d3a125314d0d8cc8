using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Gatehouse.Admission.Registries;
using Gatehouse.Artifacts.Content;
using Microsoft.Extensions.Options;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>The OCI distribution API (distribution-spec 1.1), as far as images and what lies beside them need it. What is read is what its digest says, or is refused.</summary>
internal sealed class OciRegistryClient(RegistryTransport transport, RegistryConnections connections, IOptions<RegistryOptions> options)
{
    private const string Pull = "pull";
    private const string Push = "pull,push";
    private const int MostPages = 20;

    private static readonly ImmutableArray<string> ManifestTypes =
    [
        "application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json", "application/vnd.docker.distribution.manifest.list.v2+json",
    ];

    /// <param name="reference">A tag or a digest.</param>
    /// <returns>Null when there is none.</returns>
    public Task<OciManifestContent?> FindManifestAsync(string registry, string repository, string reference, CancellationToken cancellationToken) =>
        FromAnywhereAsync(registry, repository, endpoint => ReadManifestAsync(endpoint, reference, cancellationToken));

    /// <summary>As <see cref="FindManifestAsync"/>, past all mirrors.</summary>
    public Task<OciManifestContent?> FindManifestAtOriginAsync(string registry, string repository, string reference, CancellationToken cancellationToken) =>
        ReadManifestAsync(OriginOf(registry, repository), reference, cancellationToken);

    /// <returns>What a tag means now; null when there is no such tag.</returns>
    public Task<Digest?> FindDigestAsync(string registry, string repository, string tag, CancellationToken cancellationToken) =>
        FromAnywhereAsync(registry, repository, async endpoint =>
        {
            using var response = await transport.SendAsync(endpoint, () => ManifestRequest(HttpMethod.Head, endpoint, tag), Pull, cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            return response.IsSuccessStatusCode && response.Headers.TryGetValues("Docker-Content-Digest", out var values) && Digest.TryParse(values.First(), out var digest)
                ? digest
                : (await ReadManifestAsync(endpoint, tag, cancellationToken))?.Digest;
        });

    /// <returns>Null when there is none.</returns>
    public Task<ReadOnlyMemory<byte>?> FindBlobAsync(string registry, string repository, Digest digest, int maximumBytes, CancellationToken cancellationToken) =>
        FromAnywhereAsync<ReadOnlyMemory<byte>?>(registry, repository, async endpoint =>
        {
            using var response = await transport.SendAsync(endpoint, () => new(HttpMethod.Get, AddressOf(endpoint, $"blobs/{digest}")), Pull, cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            Expect(response, endpoint, digest.ToString());
            var bytes = await BoundedBody.ReadAsync(response, maximumBytes, $"the blob {digest} of {endpoint}", cancellationToken);
            return DigestOf(bytes) == digest ? bytes : throw new RegistryException(RegistryProblem.Malformed, $"{endpoint} gives something else as {digest}");
        });

    /// <summary>What refers to a manifest, by the API or by the tag that stands in for it. Mirrors are not asked: an empty list of theirs says nothing.</summary>
    public async Task<ImmutableArray<OciDescriptor>> ListReferrersAsync(string registry, string repository, Digest subject, CancellationToken cancellationToken)
    {
        if (await ReadReferrersAsync(OriginOf(registry, repository), subject, cancellationToken) is { } found)
        {
            return found;
        }

        var index = await FindManifestAsync(registry, repository, subject.ToString().Replace(':', '-'), cancellationToken);
        return index is null ? [] : OciDescriptor.ReadAll(index.Bytes.Span, "manifests") ?? [];
    }

    /// <exception cref="RegistryException">It is not taken.</exception>
    public async Task PushBlobAsync(string registry, string repository, ReadOnlyMemory<byte> blob, CancellationToken cancellationToken)
    {
        var endpoint = OriginOf(registry, repository);
        var digest = DigestOf(blob);
        using var known = await transport.SendAsync(endpoint, () => new(HttpMethod.Head, AddressOf(endpoint, $"blobs/{digest}")), Push, cancellationToken);
        if (known.IsSuccessStatusCode)
        {
            return;
        }

        using var started = await transport.SendAsync(endpoint, () => new(HttpMethod.Post, AddressOf(endpoint, "blobs/uploads/")), Push, cancellationToken);
        if (started.StatusCode != HttpStatusCode.Accepted || started.Headers.Location is not { } location)
        {
            throw new RegistryException(RegistryProblem.Denied, $"{endpoint} takes no blobs ({(int)started.StatusCode})");
        }

        var upload = new UriBuilder(new Uri(endpoint.Base, location));
        upload.Query = (upload.Query.Length > 1 ? upload.Query[1..] + "&" : "") + $"digest={Uri.EscapeDataString(digest.ToString())}";
        using var stored = await transport.SendAsync(endpoint, () => Put(upload.Uri, blob, "application/octet-stream"), Push, cancellationToken);
        Expect(stored, endpoint, digest.ToString());
    }

    /// <param name="reference">A tag, or the digest of the manifest.</param>
    /// <returns>Whether the registry keeps referrers by itself (distribution-spec, <c>OCI-Subject</c>).</returns>
    public async Task<bool> PushManifestAsync(string registry, string repository, string reference, string mediaType, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken)
    {
        var endpoint = OriginOf(registry, repository);
        using var response = await transport.SendAsync(endpoint, () => Put(AddressOf(endpoint, $"manifests/{reference}"), manifest, mediaType), Push, cancellationToken);
        Expect(response, endpoint, reference);
        return response.Headers.Contains("OCI-Subject");
    }

    public static Digest DigestOf(ReadOnlyMemory<byte> bytes) => Digest.Parse($"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes.Span))}");

    /// <summary>Mirrors first; one that fails or knows nothing is passed over. What the registry itself says is the last word.</summary>
    private async Task<T?> FromAnywhereAsync<T>(string registry, string repository, Func<RegistryEndpoint, Task<T?>> read)
    {
        var origin = OriginOf(registry, repository);
        foreach (var mirror in connections.FindHost(registry)?.Mirrors ?? [])
        {
            try
            {
                if (await read(MirrorOf(mirror, repository)) is { } found)
                {
                    return found;
                }
            }
            catch (RegistryException)
            {
                // The registry itself may still answer.
            }
        }

        return await read(origin);
    }

    private RegistryEndpoint OriginOf(string registry, string repository) => options.Value.Only is { Count: > 0 } only && !only.Contains(registry)
        ? throw new RegistryException(RegistryProblem.Denied, $"{registry} is not among the registries that may be asked (registries.only)")
        : RegistryEndpoint.Of(registry, repository, connections.FindHost(registry)?.PlainHttp == true);

    private RegistryEndpoint MirrorOf(string mirror, string repository)
    {
        var (host, prefix) = mirror.IndexOf('/') is var slash and > 0 ? (mirror[..slash], mirror[(slash + 1)..].Trim('/') + "/") : (mirror, "");
        return RegistryEndpoint.Of(host, prefix + repository, connections.FindHost(host)?.PlainHttp == true);
    }

    private async Task<OciManifestContent?> ReadManifestAsync(RegistryEndpoint endpoint, string reference, CancellationToken cancellationToken)
    {
        using var response = await transport.SendAsync(endpoint, () => ManifestRequest(HttpMethod.Get, endpoint, reference), Pull, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        Expect(response, endpoint, reference);
        var bytes = await BoundedBody.ReadAsync(response, options.Value.ManifestBytes, $"the manifest {reference} of {endpoint}", cancellationToken);
        var digest = DigestOf(bytes);
        return Digest.TryParse(reference, out var wanted) && wanted != digest
            ? throw new RegistryException(RegistryProblem.Malformed, $"{endpoint} gives something else as {reference}")
            : new(response.Content.Headers.ContentType?.MediaType ?? "", digest, bytes, response.Content.Headers.LastModified);
    }

    /// <returns>Null when the registry has no such API.</returns>
    private async Task<ImmutableArray<OciDescriptor>?> ReadReferrersAsync(RegistryEndpoint endpoint, Digest subject, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<OciDescriptor>();
        Uri? next = AddressOf(endpoint, $"referrers/{subject}");
        for (var page = 0; next is not null && page < MostPages && found.Count < options.Value.SignaturesPerImage; page++)
        {
            var address = next;
            using var response = await transport.SendAsync(endpoint, () => Accepting(new(HttpMethod.Get, address), [ManifestTypes[1]]), Pull, cancellationToken);
            if (!response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType != ManifestTypes[1])
            {
                return null;
            }

            var bytes = await BoundedBody.ReadAsync(response, options.Value.ManifestBytes, $"the referrers of {subject} in {endpoint}", cancellationToken);
            found.AddRange(OciDescriptor.ReadAll(bytes.Span, "manifests") ?? []);
            next = NextOf(response, address);
        }

        return found.ToImmutable();
    }

    /// <summary><c>Link: &lt;ADDRESS&gt;; rel="next"</c> (RFC 8288), of the same host only.</summary>
    private static Uri? NextOf(HttpResponseMessage response, Uri address)
    {
        if (!response.Headers.TryGetValues("Link", out var links) || links.FirstOrDefault(l => l.Contains("rel=\"next\"", StringComparison.Ordinal)) is not { } link)
        {
            return null;
        }

        var (start, end) = (link.IndexOf('<'), link.IndexOf('>'));
        return start >= 0 && end > start && Uri.TryCreate(address, link[(start + 1)..end], out var next) && next.Authority == address.Authority ? next : null;
    }

    private static void Expect(HttpResponseMessage response, RegistryEndpoint endpoint, string what)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new RegistryException(response.StatusCode == HttpStatusCode.NotFound ? RegistryProblem.NotFound : RegistryProblem.Malformed, $"{endpoint} answers {(int)response.StatusCode} to {what}");
        }
    }

    private static HttpRequestMessage ManifestRequest(HttpMethod method, RegistryEndpoint endpoint, string reference) => Accepting(new(method, AddressOf(endpoint, $"manifests/{reference}")), ManifestTypes);

    private static HttpRequestMessage Accepting(HttpRequestMessage request, ImmutableArray<string> types)
    {
        foreach (var type in types)
        {
            request.Headers.Accept.Add(new(type));
        }

        return request;
    }

    private static HttpRequestMessage Put(Uri address, ReadOnlyMemory<byte> content, string mediaType) =>
        new(HttpMethod.Put, address) { Content = new ReadOnlyMemoryContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } } };

    private static Uri AddressOf(RegistryEndpoint endpoint, string path) => new(endpoint.Base, $"{endpoint.Repository}/{path}");
}
