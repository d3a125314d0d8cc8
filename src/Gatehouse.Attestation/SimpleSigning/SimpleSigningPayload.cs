using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.SimpleSigning;

/// <summary>
/// The signed statement "this repository holds this manifest" (atomic container signature, as of Red Hat, Binary Authorization, Kritis and cosign).
/// Two payloads are equal when they say the same of the same image.
/// </summary>
/// <param name="DockerReference">Registry and repository as the signer wrote them.</param>
/// <param name="Type">The signer's word for what this is; tools differ, and nothing is decided by it. Empty when absent.</param>
public sealed record SimpleSigningPayload(string DockerReference, Digest ManifestDigest, string Type = SimpleSigningPayload.AtomicSignature)
{
    /// <summary>What Kritis and skopeo write.</summary>
    public const string AtomicSignature = "atomic container signature";

    /// <summary>What gcloud writes for Binary Authorization.</summary>
    public const string BinaryAuthorization = "Google cloud binauthz container signature";

    /// <summary>What cosign writes.</summary>
    public const string Cosign = "cosign container image signature";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The signer's own words, such as annotations; an object, or null when absent.</summary>
    public JsonElement? Optional { get; init; }

    /// <summary>The payload that says an image is signed.</summary>
    /// <exception cref="ArgumentException">The image has no digest.</exception>
    public static SimpleSigningPayload For(ImageReference image, string type = AtomicSignature) =>
        new(image.Name, image.Digest ?? throw new ArgumentException($"Image {image} has no digest.", nameof(image)), type);

    /// <summary>Strict JSON: no member twice, no trailing text, at most 1 MiB. Unknown members are ignored.</summary>
    public static Outcome<SimpleSigningPayload> Parse(ReadOnlySpan<byte> json) => StrictJson.ReadObject(json, Read, step: VerificationStep.Payload);

    /// <summary>
    /// Whether the payload is about the image judged: the same registry and repository, Docker Hub's names being one (<c>index.docker.io</c> is <c>docker.io</c>,
    /// official images lie under <c>library/</c>), and the same digest.
    /// </summary>
    /// <returns>Null when it is.</returns>
    public Failure? Mismatch(ImageReference image)
    {
        if (image.Digest is not { } digest)
        {
            return new(FailureReason.WrongSubject, VerificationStep.Subject, $"image {image} has no digest to compare with");
        }
        if (!ImageReference.TryParse(DockerReference, out var signed) || signed.Tag is not null || signed.Digest is not null)
        {
            return new(FailureReason.WrongSubject, VerificationStep.Subject, $"docker-reference \"{Shorten(DockerReference)}\" is not a registry and repository");
        }
        return signed.Name != image.Name
            ? new(FailureReason.WrongSubject, VerificationStep.Subject, $"the payload is about {signed.Name}, not {image.Name}")
            : ManifestDigest != digest
            ? new Failure(FailureReason.WrongDigest, VerificationStep.Subject, $"the payload is about {ManifestDigest}, not {digest}")
            : null;
    }

    /// <summary>Compact JSON with the members in the order in which the tools of the field write them.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("critical");
            writer.WriteStartObject("identity");
            writer.WriteString("docker-reference", DockerReference);
            writer.WriteEndObject();
            writer.WriteStartObject("image");
            writer.WriteString("docker-manifest-digest", ManifestDigest.ToString());
            writer.WriteEndObject();
            writer.WriteString("type", Type);
            writer.WriteEndObject();
            if (Optional is { } optional)
            {
                writer.WritePropertyName("optional");
                optional.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    public bool Equals(SimpleSigningPayload? other) =>
        other is not null && DockerReference == other.DockerReference && ManifestDigest == other.ManifestDigest && Type == other.Type
        && Optional.HasValue == other.Optional.HasValue && (Optional is null || JsonElement.DeepEquals(Optional.Value, other.Optional!.Value));

    public override int GetHashCode() => HashCode.Combine(DockerReference, ManifestDigest, Type);

    private static SimpleSigningPayload? Read(JsonObjectReader json)
    {
        var critical = json.RequiredObject("critical");
        var reference = critical?.RequiredObject("identity")?.RequiredString("docker-reference");
        var image = critical?.RequiredObject("image");
        var digest = default(Digest);
        if (image?.RequiredString("docker-manifest-digest") is { Length: > 0 } text && !Digest.TryParse(text, out digest))
        {
            image.Refuse("docker-manifest-digest", "must be sha256: and 64 lower-case hex digits");
        }
        _ = json.OptionalObject("optional");
        return reference is null || image is null ? null : new(reference, digest, critical!.OptionalString("type") ?? "") { Optional = json.Find("optional") };
    }

    private static string Shorten(string text) => text.Length <= 128 ? text : $"{text.AsSpan(0, 128)}…";
}
