using Npgsql;
using NpgsqlTypes;

namespace Gatehouse.Storage.Postgres.Connections;

/// <summary>Positional parameters without boxing.</summary>
internal static class CommandParameters
{
    extension(NpgsqlParameterCollection parameters)
    {
        public void Append<T>(T value) => parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

        /// <summary>Text and arrays of text, where null has no type of its own.</summary>
        public void Append<T>(T value, NpgsqlDbType type) => parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
    }

    extension(NpgsqlParameterCollection parameters)
    {
        public void AppendTexts(IEnumerable<string> values) => parameters.Append(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);

        public void AppendArray<T>(IEnumerable<T> values, NpgsqlDbType element) => parameters.Append(values.ToArray(), NpgsqlDbType.Array | element);
    }

    extension(NpgsqlBatch batch)
    {
        public NpgsqlParameterCollection Append(string sql)
        {
            var command = new NpgsqlBatchCommand(sql);
            batch.BatchCommands.Add(command);
            return command.Parameters;
        }
    }
}
