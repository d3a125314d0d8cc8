using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Metadata.Retention;

/// <summary>How long things are kept. Section <c>retention</c> of gatehouse.yaml.</summary>
public sealed class RetentionOptions
{
    /// <summary>Minutes between two runs; default 60; 0 for never.</summary>
    [Range(0, 44_640)]
    public double IntervalMinutes { get; set; } = 60;

    /// <summary>Days that changes are kept for watches, timelines and the audit; default 365.</summary>
    [Range(1, 36_500)]
    public double ChangeDays { get; set; } = 365;

    /// <summary>Days that refusals are kept; default 365.</summary>
    [Range(1, 36_500)]
    public double RefusalDays { get; set; } = 365;

    /// <summary>Hours that request ids of creates are remembered; default 48.</summary>
    [Range(24, 8_760)]
    public double RequestHours { get; set; } = 48;

    /// <summary>Whether notes whose expiration time has passed are deleted, with their occurrences; default true.</summary>
    public bool DeleteExpiredNotes { get; set; } = true;

    /// <summary>Age limits of occurrences. None by default: nothing is deleted for its age.</summary>
    public IList<AgeLimit> Occurrences { get; } = [];
}
