using System.Globalization;
using System.Text;
using Gatehouse.Storage.Postgres.Connections;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Records;

/// <summary>A statement under construction; every value becomes a parameter.</summary>
internal sealed class SqlText(NpgsqlParameterCollection parameters)
{
    private readonly StringBuilder _text = new();

    public SqlText Write(string sql)
    {
        _text.Append(sql);
        return this;
    }

    /// <returns>The placeholder of the value.</returns>
    public string Value<T>(T value)
    {
        parameters.Append(value);
        return Last;
    }

    public string Texts(IEnumerable<string> values)
    {
        parameters.AppendTexts(values);
        return Last;
    }

    public override string ToString() => _text.ToString();

    private string Last => "$" + parameters.Count.ToString(CultureInfo.InvariantCulture);
}
