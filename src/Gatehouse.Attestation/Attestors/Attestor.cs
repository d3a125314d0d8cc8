using System.Collections.Immutable;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Pgp;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Attestors;

/// <summary>Who attests: the note that attestations belong to, and the keys that make them good. Without a usable key nothing is attested.</summary>
/// <param name="Name">For example <c>projects/P/attestors/qa</c>, or the name of a Kritis AttestationAuthority.</param>
/// <param name="NoteName">For example <c>projects/P/notes/qa</c>.</param>
/// <param name="Keys">At most a few; a signature is tried with each key of the id it names.</param>
public sealed record Attestor(string Name, string NoteName, ImmutableArray<AttestorKey> Keys)
{
    /// <summary>Why configured keys are not among <see cref="Keys"/>; told with every refusal, so that a mistyped key is found.</summary>
    public ImmutableArray<Failure> UnusableKeys { get; init; } = [];

    /// <summary>The last part of the name, which tokens name as their audience.</summary>
    public string Id => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>An attestor of the keys that could be read; the others are kept as <see cref="UnusableKeys"/>.</summary>
    public static Attestor Create(string name, string noteName, params IEnumerable<Outcome<AttestorKey>> keys)
    {
        var read = keys.ToArray();
        return new(name, noteName, [.. read.Where(k => k.Succeeded).Select(k => k.Value)]) { UnusableKeys = [.. read.Where(k => !k.Succeeded).SelectMany(k => k.Failures)] };
    }

    /// <summary>
    /// Whether an attestation occurrence shows that this attestor attests the image: it belongs to the note and the image, one signature or token holds with
    /// the key it names, and what is signed is about the image.
    /// </summary>
    /// <param name="image">With a digest.</param>
    /// <param name="now">The instant of the decision; expiry of keys and tokens is judged at it.</param>
    public Outcome<VerifiedAttestation> Verify(AttestationOccurrence occurrence, ImageReference image, DateTimeOffset now, PgpOptions? options = null) =>
        new AttestorVerification(this, image, now, options ?? PgpOptions.Default).Verify(occurrence);
}
