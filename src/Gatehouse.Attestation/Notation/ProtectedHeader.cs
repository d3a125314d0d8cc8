using System.Collections.Immutable;

namespace Gatehouse.Attestation.Notation;

/// <summary>The signed header of either format, before the rules about it are checked.</summary>
internal sealed class ProtectedHeader
{
    /// <summary>The JOSE name; null when absent or unknown.</summary>
    public string? Algorithm { get; set; }

    public string? ContentType { get; set; }

    /// <summary>Null when the header has none.</summary>
    public ImmutableArray<string>? Critical { get; set; }

    public string? Scheme { get; set; }

    public DateTimeOffset? SigningTime { get; set; }

    public DateTimeOffset? AuthenticSigningTime { get; set; }

    public DateTimeOffset? Expiry { get; set; }

    public List<ExtendedAttribute> Extended { get; } = [];

    /// <summary>Every name that occurs, in the spelling of <see cref="ExtendedAttribute.Name"/>.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);
}
