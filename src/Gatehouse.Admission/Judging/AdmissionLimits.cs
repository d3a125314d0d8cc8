using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Admission.Judging;

/// <summary>Limits of a review. Section <c>admission:limits</c> of gatehouse.yaml.</summary>
public sealed class AdmissionLimits
{
    /// <summary>Largest review in bytes; default 8 MiB, as an update carries an object of at most 3 MiB twice.</summary>
    [Range(16 * 1024, 256 * 1024 * 1024)]
    public int ReviewBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Deepest nesting of a review; default 256.</summary>
    [Range(32, 1_000)]
    public int Depth { get; set; } = 256;

    /// <summary>Most images of one object; default 500.</summary>
    [Range(1, 10_000)]
    public int Images { get; set; } = 500;

    /// <summary>Most records that are read of one image; one that has more counts as unreadable; default 50,000.</summary>
    [Range(100, 10_000_000)]
    public int RecordsPerImage { get; set; } = 50_000;

    /// <summary>Most attestations of one authority that are read and verified of one image; default 64.</summary>
    [Range(1, 10_000)]
    public int AttestationsPerAuthority { get; set; } = 64;

    /// <summary>Most signed records of one image that are tried with the keys of policies; default 256.</summary>
    [Range(1, 100_000)]
    public int SignaturesPerImage { get; set; } = 256;

    /// <summary>Most images of which facts are kept in memory; default 20,000.</summary>
    [Range(0, 10_000_000)]
    public int CachedImages { get; set; } = 20_000;

    /// <summary>Longest text of a refusal in characters; the decision keeps the rest; default 4096.</summary>
    [Range(256, 65_536)]
    public int MessageCharacters { get; set; } = 4_096;
}
