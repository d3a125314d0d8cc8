using System.Globalization;

namespace Gatehouse.Load;

/// <summary>What to measure: <c>policy</c> for admission alone, <c>--store CONNECTION</c> (PostgreSQL; default SQLite), <c>--occurrences N</c>, <c>--seconds N</c> per scenario, <c>--keep DIR</c>.</summary>
internal sealed record LoadOptions(string GatehouseDll, string Store, int Occurrences, double Seconds, bool IsPolicyOnly)
{
    public static LoadOptions Parse(string[] args) => new(
        Value(args, "--gatehouse") ?? throw new ArgumentException("--gatehouse DLL is required"),
        Value(args, "--store") ?? "",
        int.Parse(Value(args, "--occurrences") ?? "100000", CultureInfo.InvariantCulture),
        double.Parse(Value(args, "--seconds") ?? "5", CultureInfo.InvariantCulture),
        args.Contains("policy"));

    private static string? Value(string[] args, string name) => Array.IndexOf(args, name) is var i and >= 0 && i + 1 < args.Length ? args[i + 1] : null;
}
