using Gatehouse.Artifacts.Content;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Postgres.Columns;
using Gatehouse.Storage.Postgres.Connections;
using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;

namespace Gatehouse.Storage.Postgres.Commits;

/// <summary>Writes what a transaction changed, a statement for each table whatever the number of rows.</summary>
internal static class StateWriter
{
    public static void Append(NpgsqlBatch batch, CommitState state)
    {
        AppendProjects(batch, [.. state.Projects.Changes]);
        AppendNotes(batch, [.. state.Notes.Changes]);
        DeleteOccurrences(batch, [.. state.Occurrences.Changes.Where(c => c.Value is null).Select(c => c.Key)]);
        AppendOccurrences(batch, [.. state.Occurrences.Changes.Where(c => c.Value is not null)]);
        DeleteDocuments(batch, [.. state.Documents.Changes.Where(c => c.Value is null).Select(c => c.Key)]);
        AppendDocuments(batch, [.. state.Documents.Changes.Where(c => c.Value is not null)]);
    }

    public static void AppendChanges(NpgsqlBatch batch, List<Change> changes)
    {
        var parameters = batch.Append("""
            INSERT INTO change (project, revision, ticks, type, collection, name, kind, resource_key, resource_uri, principal, address, action)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """);
        parameters.AppendTexts(changes.Select(c => ColumnText.Encode(c.ProjectId)));
        parameters.AppendArray(changes.Select(c => c.Revision), NpgsqlDbType.Bigint);
        parameters.AppendArray(changes.Select(c => c.Time.UtcTicks), NpgsqlDbType.Bigint);
        parameters.AppendArray(changes.Select(c => (short)c.Type), NpgsqlDbType.Smallint);
        parameters.AppendTexts(changes.Select(c => ColumnText.Encode(c.Collection)));
        parameters.AppendTexts(changes.Select(c => ColumnText.Encode(c.Name)));
        parameters.AppendArray(changes.Select(c => (int)c.Kind), NpgsqlDbType.Integer);
        parameters.AppendTexts(changes.Select(c => ResourceKey.Exact(ColumnText.Encode(ResourceUri.Canonicalize(c.ResourceUri)))));
        parameters.AppendTexts(changes.Select(c => ColumnText.Encode(c.ResourceUri)));
        parameters.AppendTexts(changes.Select(c => ColumnText.Encode(c.Origin.Principal)));
        parameters.AppendTexts(changes.Select(c => ColumnText.Encode(c.Origin.Address)));
        parameters.AppendTexts(changes.Select(c => ColumnText.Encode(c.Origin.Action)));
    }

    public static void AppendRequests(NpgsqlBatch batch, RequestLedger requests)
    {
        foreach (var ((principal, id), row) in requests.Added)
        {
            var parameters = batch.Append("INSERT INTO request (key, fingerprint, names, ticks) VALUES ($1, $2, $3, $4)");
            parameters.Append(RequestKeys.Hash(principal, id));
            parameters.Append(row!.Fingerprint);
            parameters.AppendTexts(row.Names.Select(ColumnText.Encode));
            parameters.Append(row.Time.UtcTicks);
        }
    }

    public static void AppendProjects(NpgsqlBatch batch, KeyValuePair<ProjectName, ProjectRow?>[] rows)
    {
        if (rows.Length > 0)
        {
            var parameters = batch.Append("INSERT INTO project (project, ticks, sequence) SELECT * FROM unnest($1, $2, $3)");
            parameters.AppendTexts(rows.Select(r => r.Key.Id));
            parameters.AppendArray(rows.Select(r => r.Value!.CreateTime.UtcTicks), NpgsqlDbType.Bigint);
            parameters.AppendArray(rows.Select(r => r.Value!.Sequence), NpgsqlDbType.Bigint);
        }
    }

    public static void AppendNotes(NpgsqlBatch batch, KeyValuePair<NoteName, NoteRow?>[] rows)
    {
        if (rows.Length == 0)
        {
            return;
        }

        var parameters = batch.Append("""
            INSERT INTO note (project, location, id, kind, create_time, update_time, severity, cvss_score, sequence, revision, message)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (project, location, id) DO UPDATE SET kind = excluded.kind, create_time = excluded.create_time, update_time = excluded.update_time,
                severity = excluded.severity, cvss_score = excluded.cvss_score, sequence = excluded.sequence, revision = excluded.revision, message = excluded.message
            """);
        var notes = rows.Select(r => r.Value!.Note!).ToArray();
        parameters.AppendTexts(rows.Select(r => r.Key.Project.Id));
        parameters.AppendTexts(rows.Select(r => r.Key.Location));
        parameters.AppendTexts(rows.Select(r => r.Key.Id));
        parameters.AppendArray(notes.Select(n => (int)n.Kind), NpgsqlDbType.Integer);
        parameters.AppendArray(notes.Select(n => MessageTime.Nanoseconds(n.CreateTime)), NpgsqlDbType.Numeric);
        parameters.AppendArray(notes.Select(n => MessageTime.Nanoseconds(n.UpdateTime)), NpgsqlDbType.Numeric);
        parameters.AppendArray(notes.Select(n => (int?)n.Vulnerability?.Severity), NpgsqlDbType.Integer);
        parameters.AppendArray(notes.Select(n => Score(n.Vulnerability?.CvssScore)), NpgsqlDbType.Double);
        parameters.AppendArray(rows.Select(r => r.Value!.Sequence), NpgsqlDbType.Bigint);
        parameters.AppendArray(rows.Select(r => r.Value!.Revision), NpgsqlDbType.Bigint);
        parameters.AppendArray(notes.Select(n => n.ToByteArray()), NpgsqlDbType.Bytea);
    }

    public static void AppendOccurrences(NpgsqlBatch batch, KeyValuePair<OccurrenceName, OccurrenceRow?>[] rows)
    {
        if (rows.Length == 0)
        {
            return;
        }

        var parameters = batch.Append("""
            INSERT INTO occurrence (project, location, id, note_project, note_location, note_id, note_name, kind, resource_key, resource_uri,
                create_time, update_time, severity, effective_severity, cvss_score, fix_available, sequence, revision, message)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
            ON CONFLICT (project, location, id) DO UPDATE SET note_project = excluded.note_project, note_location = excluded.note_location,
                note_id = excluded.note_id, note_name = excluded.note_name, kind = excluded.kind, resource_key = excluded.resource_key,
                resource_uri = excluded.resource_uri, create_time = excluded.create_time, update_time = excluded.update_time, severity = excluded.severity,
                effective_severity = excluded.effective_severity, cvss_score = excluded.cvss_score, fix_available = excluded.fix_available,
                sequence = excluded.sequence, revision = excluded.revision, message = excluded.message
            """);
        var occurrences = rows.Select(r => r.Value!.Occurrence).ToArray();
        var notes = occurrences.Select(o => NoteName.Parse(o.NoteName)).ToArray();
        var resources = occurrences.Select(o => ColumnText.Encode(ResourceUri.Canonicalize(o.ResourceUri))).ToArray();
        parameters.AppendTexts(rows.Select(r => r.Key.Project.Id));
        parameters.AppendTexts(rows.Select(r => r.Key.Location));
        parameters.AppendTexts(rows.Select(r => r.Key.Id));
        parameters.AppendTexts(notes.Select(n => n.Project.Id));
        parameters.AppendTexts(notes.Select(n => n.Location));
        parameters.AppendTexts(notes.Select(n => n.Id));
        parameters.AppendTexts(notes.Select(n => n.ToString()));
        parameters.AppendArray(occurrences.Select(o => (int)o.Kind), NpgsqlDbType.Integer);
        parameters.AppendTexts(resources.Select(ResourceKey.Cut));
        parameters.AppendTexts(resources);
        parameters.AppendArray(occurrences.Select(o => MessageTime.Nanoseconds(o.CreateTime)), NpgsqlDbType.Numeric);
        parameters.AppendArray(occurrences.Select(o => MessageTime.Nanoseconds(o.UpdateTime)), NpgsqlDbType.Numeric);
        AppendVulnerabilities(parameters, [.. occurrences.Select(o => o.Vulnerability)]);
        parameters.AppendArray(rows.Select(r => r.Value!.Sequence), NpgsqlDbType.Bigint);
        parameters.AppendArray(rows.Select(r => r.Value!.Revision), NpgsqlDbType.Bigint);
        parameters.AppendArray(occurrences.Select(o => o.ToByteArray()), NpgsqlDbType.Bytea);
    }

    private static void AppendVulnerabilities(NpgsqlParameterCollection parameters, VulnerabilityOccurrence?[] vulnerabilities)
    {
        parameters.AppendArray(vulnerabilities.Select(v => (int?)v?.Severity), NpgsqlDbType.Integer);
        parameters.AppendArray(vulnerabilities.Select(v => (int?)v?.EffectiveSeverity), NpgsqlDbType.Integer);
        parameters.AppendArray(vulnerabilities.Select(v => Score(v?.CvssScore)), NpgsqlDbType.Double);
        parameters.AppendArray(vulnerabilities.Select(v => v?.FixAvailable), NpgsqlDbType.Boolean);
    }

    private static void DeleteOccurrences(NpgsqlBatch batch, OccurrenceName[] names)
    {
        if (names.Length == 0)
        {
            return;
        }

        var parameters = batch.Append("""
            DELETE FROM occurrence o USING unnest($1, $2, $3) AS k (project, location, id)
            WHERE o.project = k.project AND o.location = k.location AND o.id = k.id
            """);
        parameters.AppendTexts(names.Select(n => n.Project.Id));
        parameters.AppendTexts(names.Select(n => n.Location));
        parameters.AppendTexts(names.Select(n => n.Id));
        batch.Append("DELETE FROM document WHERE key = ANY ($1)").AppendTexts(names.Select(n => n.ToString()));
    }

    private static void DeleteDocuments(NpgsqlBatch batch, DocumentKey[] keys)
    {
        if (keys.Length > 0)
        {
            var parameters = batch.Append("DELETE FROM document d USING unnest($1, $2) AS k (collection, key) WHERE d.collection = k.collection AND d.key = k.key");
            parameters.AppendTexts(keys.Select(k => ColumnText.Encode(k.Collection)));
            parameters.AppendTexts(keys.Select(k => ColumnText.Encode(k.Key)));
        }
    }

    public static void AppendDocuments(NpgsqlBatch batch, KeyValuePair<DocumentKey, DocumentRow?>[] rows)
    {
        if (rows.Length == 0)
        {
            return;
        }

        var parameters = batch.Append("""
            INSERT INTO document (collection, key, revision, content) SELECT * FROM unnest($1, $2, $3, $4)
            ON CONFLICT (collection, key) DO UPDATE SET revision = excluded.revision, content = excluded.content
            """);
        parameters.AppendTexts(rows.Select(r => ColumnText.Encode(r.Key.Collection)));
        parameters.AppendTexts(rows.Select(r => ColumnText.Encode(r.Key.Key)));
        parameters.AppendArray(rows.Select(r => r.Value!.Revision), NpgsqlDbType.Bigint);
        parameters.AppendArray(rows.Select(r => r.Value!.Content.ToArray()), NpgsqlDbType.Bytea);
    }

    /// <summary>NaN compares with nothing, as null; PostgreSQL would put it above all numbers.</summary>
    private static double? Score(float? score) => score is { } value && !float.IsNaN(value) ? value : null;
}
