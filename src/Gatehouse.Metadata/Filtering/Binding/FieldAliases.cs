namespace Gatehouse.Metadata.Filtering.Binding;

/// <summary>The names that callers of Google's service use in filters, and those of v1beta1 for what v1 renamed.</summary>
internal static class FieldAliases
{
    public static IEnumerable<FieldAlias> OfOccurrences { get; } =
    [
        .. Field("resource_uri", "resourceUrl", "resource_url", "resource.uri"),
        .. Field("package.name", "dependencyPackageName", "dependency_package_name"),
        .. Part(RecordColumn.ProjectId, "projectId", "project_id"),
        .. Part(RecordColumn.Id, "id", "occurrenceId", "occurrence_id"),
        .. Part(RecordColumn.NoteProjectId, "noteProjectId", "note_project_id"),
        .. Part(RecordColumn.NoteId, "noteId", "note_id"),
        .. Field("image", "derivedImage", "derived_image", "derivedImage.derivedImage", "derived_image.derived_image"),
        .. Field("package", "installation", "installation.installation"),
        .. Field("discovery", "discovered", "discovered.discovered"),
        .. Field("deployment", "deployment.deployment"),
        .. Field("vulnerability.cvssv3", "vulnerability.cvssV3", "vulnerability.cvss_v3"),
    ];

    public static IEnumerable<FieldAlias> OfNotes { get; } =
    [
        .. Field("name", "noteName", "note_name"),
        .. Part(RecordColumn.ProjectId, "projectId", "project_id", "noteProjectId", "note_project_id"),
        .. Part(RecordColumn.Id, "id", "noteId", "note_id"),
        .. Field("image", "baseImage", "base_image"),
        .. Field("deployment", "deployable"),
        .. Field("attestation", "attestationAuthority", "attestation_authority"),
    ];

    private static IEnumerable<FieldAlias> Field(string target, params string[] names) =>
        names.Select(n => new FieldAlias(n, [.. target.Split('.')], null));

    private static IEnumerable<FieldAlias> Part(RecordColumn column, params string[] names) =>
        names.Select(n => new FieldAlias(n, [], column));
}
