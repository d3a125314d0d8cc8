using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Metadata.Retention;

/// <summary>How old occurrences of a project and kind may grow since their last change.</summary>
public sealed class AgeLimit
{
    /// <summary>Id of the project; <c>*</c> for all.</summary>
    [Required]
    public string Project { get; set; } = "*";

    /// <summary>A kind as the API spells it, for example <c>DISCOVERY</c>; <c>*</c> for all.</summary>
    [Required]
    public string Kind { get; set; } = "*";

    /// <summary>Days since the last change.</summary>
    [Range(0.01, 36_500)]
    public double Days { get; set; } = 365;
}
