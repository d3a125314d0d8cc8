namespace Gatehouse.Storage.Postgres.Commits;

internal readonly record struct DocumentKey(string Collection, string Key);
