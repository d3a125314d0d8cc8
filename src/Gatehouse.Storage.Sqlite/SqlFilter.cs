namespace Gatehouse.Storage.Sqlite;

/// <summary>A condition on rows. When it is not <paramref name="Exact"/>, every matching row satisfies it and some others may.</summary>
internal readonly record struct SqlFilter(string Sql, bool Exact)
{
    /// <summary>Nothing that columns could tell.</summary>
    public static SqlFilter Anything => new("1", false);

    public static SqlFilter Decided(string sql) => new(sql, true);
}
