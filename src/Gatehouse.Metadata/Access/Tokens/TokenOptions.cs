using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Metadata.Access.Tokens;

/// <summary>Limits of API tokens.</summary>
public sealed class TokenOptions
{
    /// <summary>Life of a token when its request names none, in days. Default 90.</summary>
    [Range(1, 3_650)]
    public int DefaultDays { get; set; } = 90;

    /// <summary>Longest life of a token, in days. Default 366.</summary>
    [Range(1, 3_650)]
    public int MaximumDays { get; set; } = 366;

    /// <summary>How often the last use of a token is written down, in minutes. Default 60.</summary>
    [Range(1, 10_080)]
    public int LastUsedMinutes { get; set; } = 60;
}
