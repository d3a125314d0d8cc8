namespace Gatehouse.Metadata.Filtering;

/// <summary>
/// What every store keeps beside the wire bytes and can search by. Text columns are never null; the others are null when the message that
/// holds the field is not set.
/// </summary>
public enum RecordColumn
{
    /// <summary>Text: id of the record's own project.</summary>
    ProjectId,

    /// <summary>Text: the last segment of the record's name.</summary>
    Id,

    /// <summary>Enum number of the kind.</summary>
    Kind,

    /// <summary>Text, canonical (<c>ResourceUri.Canonicalize</c>): occurrences only.</summary>
    ResourceUri,

    /// <summary>Text: id of the project of the occurrence's note.</summary>
    NoteProjectId,

    /// <summary>Text: id of the occurrence's note.</summary>
    NoteId,

    /// <summary>Text: full name of the occurrence's note.</summary>
    NoteName,

    /// <summary>Timestamp.</summary>
    CreateTime,

    /// <summary>Timestamp.</summary>
    UpdateTime,

    /// <summary>Enum number of <c>vulnerability.severity</c>.</summary>
    Severity,

    /// <summary>Enum number of <c>vulnerability.effective_severity</c>.</summary>
    EffectiveSeverity,

    /// <summary>Number: <c>vulnerability.cvss_score</c>.</summary>
    CvssScore,

    /// <summary>Boolean: <c>vulnerability.fix_available</c>.</summary>
    FixAvailable,
}
