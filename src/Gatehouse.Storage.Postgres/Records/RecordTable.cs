using Gatehouse.Metadata.Filtering;
using Google.Protobuf;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Records;

/// <summary>Notes or occurrences as a table: its columns, and how its rows read.</summary>
/// <param name="Columns">Names of the columns; those a table does not have are absent.</param>
/// <param name="Read">Of a row of project, location, id, sequence, revision and message.</param>
/// <param name="Message">What a filter is decided on.</param>
/// <param name="Sequence">Place of a record in the order of creation.</param>
internal sealed record RecordTable<T>(
    string Name,
    IReadOnlyDictionary<RecordColumn, string> Columns,
    Func<NpgsqlDataReader, T> Read,
    Func<T, IMessage> Message,
    Func<T, long> Sequence);
