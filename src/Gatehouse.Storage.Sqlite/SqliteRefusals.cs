using System.Collections.Immutable;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Storage.Sqlite;

/// <summary>The record of what was not allowed.</summary>
internal static class SqliteRefusals
{
    public static bool Append(SqliteSession session, ImmutableArray<Refusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            session.Execute(
                "INSERT INTO refusal (time, principal, address, action, resource, outcome, reason) VALUES ($0, $1, $2, $3, $4, $5, $6)",
                SqliteTimes.From(refusal.Time), refusal.Origin.Principal, refusal.Origin.Address, refusal.Origin.Action, refusal.Resource, refusal.Outcome, refusal.Reason);
        }

        return true;
    }

    public static ImmutableArray<Refusal> Read(SqliteSession session, long before, DateTimeOffset? since, int limit)
    {
        using var row = session.Prepare(
            "SELECT id, time, principal, address, action, resource, outcome, reason FROM refusal WHERE id < $0 AND time >= $1 ORDER BY id DESC LIMIT $2",
            before, since is { } time ? SqliteTimes.From(time) : long.MinValue, limit).ExecuteReader();
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        while (row.Read())
        {
            refusals.Add(new(
                row.GetInt64(0), SqliteTimes.To(row.GetInt64(1)), new(row.GetString(2), row.GetString(3), row.GetString(4)), row.GetString(5), row.GetString(6), row.GetString(7)));
        }

        return refusals.ToImmutable();
    }
}
