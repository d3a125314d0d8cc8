using System.Diagnostics;
using System.Globalization;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Postgres.Columns;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Records;

/// <summary>The order of a query and the place in it where a page begins. Null sorts first; the sequence breaks ties in the same direction.</summary>
internal sealed class RecordOrder
{
    private readonly OrderTerm? _term;
    private readonly string? _column;
    private readonly bool _descending;

    private RecordOrder(OrderTerm? term, string? column) => (_term, _column, _descending) = (term, column, term?.Descending ?? false);

    /// <summary>What has to be selected for <see cref="ReadCursor"/>.</summary>
    public string Key => _column ?? "NULL";

    /// <summary>A column that a table does not have is the same for all of its records.</summary>
    public static RecordOrder Of<T>(RecordTable<T> table, OrderTerm? term) =>
        new(term, term is not null && table.Columns.TryGetValue(term.Column, out var column) ? column : null);

    public void WriteAfter(SqlText sql, PageCursor? after)
    {
        if (after is null)
        {
            return;
        }

        var beyond = _descending ? "<" : ">";
        var sequence = sql.Value(after.Sequence);
        if (_column is null)
        {
            sql.Write($" AND sequence {beyond} {sequence}");
        }
        else if (after.Key is null)
        {
            sql.Write(_descending ? $" AND {_column} IS NULL AND sequence < {sequence}" : $" AND ({_column} IS NOT NULL OR sequence > {sequence})");
        }
        else
        {
            var key = WriteKey(sql, after.Key);
            var rest = $"{_column} {beyond}= {key} AND ({_column} {beyond} {key} OR sequence {beyond} {sequence})";
            sql.Write(_descending ? $" AND ({_column} IS NULL OR ({rest}))" : $" AND {rest}");
        }
    }

    public void WriteOrder(SqlText sql)
    {
        var (direction, nulls) = _descending ? ("DESC", "LAST") : ("ASC", "FIRST");
        sql.Write(" ORDER BY ");
        if (_term?.Column == RecordColumn.ResourceUri && _column is not null)
        {
            sql.Write($"resource_key {direction}, ");
        }

        if (_column is not null)
        {
            sql.Write($"{_column} {direction} NULLS {nulls}, ");
        }

        sql.Write($"sequence {direction}");
    }

    /// <summary>The cursor of the row that the reader stands on.</summary>
    public PageCursor ReadCursor(NpgsqlDataReader reader, int sequence, int key) =>
        new(reader.GetInt64(sequence), _column is null || reader.IsDBNull(key) ? null : ReadKey(reader, key));

    private FilterValue ReadKey(NpgsqlDataReader reader, int key) => _term!.Column switch
    {
        RecordColumn.Kind or RecordColumn.Severity or RecordColumn.EffectiveSeverity => new FilterValue.EnumNumber(reader.GetInt32(key)),
        RecordColumn.CreateTime or RecordColumn.UpdateTime => new FilterValue.Timestamp((Int128)reader.GetDecimal(key)),
        RecordColumn.CvssScore => new FilterValue.Number(reader.GetDouble(key)),
        RecordColumn.FixAvailable => new FilterValue.Boolean(reader.GetBoolean(key)),
        _ => new FilterValue.Text(ColumnText.Decode(reader.GetString(key))),
    };

    private static string WriteKey(SqlText sql, FilterValue key) => key switch
    {
        FilterValue.EnumNumber number => sql.Value(number.Value),
        FilterValue.Timestamp time => sql.Value(MessageTime.Clamp(time.UnixNanoseconds)),
        FilterValue.Number number => sql.Value(number.Value),
        FilterValue.Boolean boolean => sql.Value(boolean.Value),
        FilterValue.Text text => sql.Value(ColumnText.Encode(text.Value)),
        _ => throw new UnreachableException(string.Create(CultureInfo.InvariantCulture, $"{key} is of no column.")),
    };
}
