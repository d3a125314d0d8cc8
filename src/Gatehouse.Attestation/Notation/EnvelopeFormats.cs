using System.Diagnostics;

namespace Gatehouse.Attestation.Notation;

/// <summary>Media types of <see cref="EnvelopeFormat"/>.</summary>
public static class EnvelopeFormats
{
    /// <returns>Null for a media type that is neither; the comparison is exact, as OCI compares media types.</returns>
    public static EnvelopeFormat? Find(string? mediaType) => mediaType switch
    {
        "application/jose+json" => EnvelopeFormat.Jws,
        "application/cose" => EnvelopeFormat.Cose,
        _ => null,
    };

    public static string MediaType(this EnvelopeFormat format) => format switch
    {
        EnvelopeFormat.Jws => "application/jose+json",
        EnvelopeFormat.Cose => "application/cose",
        _ => throw new UnreachableException(),
    };
}
