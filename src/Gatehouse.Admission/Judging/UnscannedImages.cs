namespace Gatehouse.Admission.Judging;

/// <summary>What happens to images that nobody has scanned.</summary>
public enum UnscannedImages
{
    /// <summary>Admitted with a warning.</summary>
    Warn,

    /// <summary>Refused.</summary>
    Refuse,
}
