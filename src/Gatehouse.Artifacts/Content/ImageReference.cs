namespace Gatehouse.Artifacts.Content;

/// <summary>
/// An image as a pod, a registry or a scanner names it: <c>[registry[:port]/]path[:tag][@digest]</c> (distribution reference grammar). Without a registry
/// it is Docker Hub's, and a single path component there lies under <c>library/</c>. Two references are equal when they name the same image, however written.
/// </summary>
public sealed class ImageReference : IEquatable<ImageReference>
{
    /// <summary>The registry of references that name none.</summary>
    public const string DefaultRegistry = "docker.io";

    private static readonly string[] HubHosts = ["docker.io", "index.docker.io", "registry-1.docker.io"];

    private ImageReference(string written, string registry, string repository, string? tag, Digest? digest) =>
        (Written, Registry, Repository, Tag, Digest) = (written, registry, repository, tag, digest);

    /// <summary>The very text that was parsed.</summary>
    public string Written { get; }

    /// <summary>Host, with the port where one is given; lower case.</summary>
    public string Registry { get; }

    /// <summary>The path inside the registry, for example <c>library/nginx</c>.</summary>
    public string Repository { get; }

    /// <summary>Null when none is written; <c>latest</c> is never assumed.</summary>
    public string? Tag { get; }

    /// <summary>Null when the reference can change its meaning.</summary>
    public Digest? Digest { get; }

    /// <summary>Registry and repository, without tag and digest.</summary>
    public string Name => $"{Registry}/{Repository}";

    public static bool TryParse(string? text, out ImageReference reference)
    {
        reference = null!;
        return text is not null && TryParse(text, out reference, out _);
    }

    /// <summary>As <see cref="TryParse(string?, out ImageReference)"/>, saying what is wrong.</summary>
    public static bool TryParse(string text, out ImageReference reference, out string error)
    {
        reference = null!;
        var name = text;
        Digest? digest = null;
        if (name.IndexOf('@') is var at and >= 0)
        {
            if (!Content.Digest.TryParse(name.AsSpan(at + 1), out var parsed))
            {
                error = "what follows @ is not a sha256 digest";
                return false;
            }

            (digest, name) = (parsed, name[..at]);
        }

        var tag = TakeTag(ref name);
        var (registry, repository) = Split(name);
        error = ImageReferenceGrammar.Explain(registry, repository, tag);
        if (error.Length > 0)
        {
            return false;
        }

        reference = new(text, registry, repository, tag, digest);
        return true;
    }

    /// <exception cref="FormatException">The text is not an image reference.</exception>
    public static ImageReference Parse(string text) =>
        TryParse(text, out var reference, out var error) ? reference : throw new FormatException($"\"{text}\" is not an image reference: {error}.");

    public bool Equals(ImageReference? other) =>
        other is not null && Registry == other.Registry && Repository == other.Repository && Tag == other.Tag && Digest == other.Digest;

    public override bool Equals(object? obj) => Equals(obj as ImageReference);

    public override int GetHashCode() => HashCode.Combine(Registry, Repository, Tag, Digest);

    /// <summary>The whole form, with the registry.</summary>
    public override string ToString() => Name + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);

    /// <summary>A colon after the last slash starts a tag; one before it belongs to a port.</summary>
    private static string? TakeTag(ref string name)
    {
        var colon = name.LastIndexOf(':');
        if (colon < 0 || colon < name.LastIndexOf('/'))
        {
            return null;
        }

        var tag = name[(colon + 1)..];
        name = name[..colon];
        return tag;
    }

    private static (string Registry, string Repository) Split(string name)
    {
        var slash = name.IndexOf('/');
        var first = slash < 0 ? "" : name[..slash];
        var (registry, repository) = IsHost(first) ? (first.ToLowerInvariant(), name[(slash + 1)..]) : (DefaultRegistry, name);
        if (Array.IndexOf(HubHosts, registry) < 0)
        {
            return (registry, repository);
        }

        return (DefaultRegistry, repository.Contains('/') ? repository : "library/" + repository);
    }

    /// <summary>What tells a host from a path component, which is lower case and has no colon; a dot alone makes a host by convention.</summary>
    private static bool IsHost(string first) =>
        first.Length > 0 && (first == "localhost" || first.AsSpan().ContainsAny('.', ':') || first.AsSpan().ContainsAnyInRange('A', 'Z'));
}
