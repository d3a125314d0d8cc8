using System.Collections.Frozen;
using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Storage.Postgres.Records;

/// <summary>Everything of a query that chooses records, apart from the page.</summary>
internal static class RecordConditions
{
    /// <returns>Whether the conditions decide alone; otherwise the filter has to be asked about each record.</returns>
    public static bool Write<T>(SqlText sql, RecordTable<T> table, RecordQuery query)
    {
        sql.Write(" WHERE TRUE");
        if (query.Project is { } project)
        {
            sql.Write($" AND project = {sql.Value(project.Id)}");
        }

        if (query.Location.Length > 0)
        {
            sql.Write($" AND location = {sql.Value(query.Location)}");
        }

        if (query.Note is { } note)
        {
            sql.Write($" AND note_project = {sql.Value(note.Project.Id)} AND note_location = {sql.Value(note.Location)} AND note_id = {sql.Value(note.Id)}");
        }

        if (query.Only is { } only)
        {
            WriteOnly(sql, only);
        }

        return WriteFilter(sql, table, query);
    }

    private static bool WriteFilter<T>(SqlText sql, RecordTable<T> table, RecordQuery query)
    {
        if (query.Filter is null)
        {
            return true;
        }

        var filter = new FilterSql(table.Columns, sql);
        sql.Write(" AND ").Write(filter.Compile(query.Filter));
        return filter.IsExact;
    }

    private static void WriteOnly(SqlText sql, FrozenSet<string> names)
    {
        var parts = names.Select(Split).OfType<(string Project, string Location, string Id)>().ToArray();
        sql.Write(" AND (project, location, id) IN (SELECT * FROM unnest(")
            .Write($"{sql.Texts(parts.Select(p => p.Project))}, {sql.Texts(parts.Select(p => p.Location))}, {sql.Texts(parts.Select(p => p.Id))}))");
    }

    private static (string Project, string Location, string Id)? Split(string name) =>
        OccurrenceName.TryParse(name, out var occurrence) ? (occurrence.Project.Id, occurrence.Location, occurrence.Id)
        : NoteName.TryParse(name, out var note) ? (note.Project.Id, note.Location, note.Id)
        : null;
}
