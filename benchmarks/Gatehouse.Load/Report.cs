using System.Globalization;
using Spectre.Console;

namespace Gatehouse.Load;

/// <summary>The figures of one run as a table, with the bar of each.</summary>
internal sealed class Report
{
    private readonly Table _table = new Table { Border = TableBorder.Minimal }.AddColumns("scenario", "transport", "calls/s", "p50 ms", "p99 ms", "bar");
    private readonly ServerProcess _server;

    public Report(LoadOptions options, ServerProcess server)
    {
        _server = server;
        _table.Title = new($"{(options.Store.Length > 0 ? "PostgreSQL" : "SQLite")}, {options.Occurrences:N0} occurrences, {Environment.ProcessorCount} cores shared with the client");
        _table.AddRow("start to first answer", "", "", Number(server.StartTime.TotalMilliseconds), "", "< 1,000 ms");
    }

    public int Failures { get; private set; }

    public void Add(string name, string transport, Measurement measured, string bar)
    {
        Failures += measured.Failures;
        _table.AddRow(name, transport, measured.PerSecond.ToString("N0", CultureInfo.InvariantCulture), Number(measured.P50), Number(measured.P99), bar);
        Console.Error.WriteLine($"{name} ({transport}): {measured.PerSecond:N0}/s, p50 {Number(measured.P50)} ms");
    }

    public void AddMemory(string name, (long Now, long Peak) bytes, string bar) => _table.AddRow(name, "", "", $"{bytes.Now / 1_000_000} MB", $"peak {bytes.Peak / 1_000_000} MB", bar);

    public void Print(IAnsiConsole console)
    {
        _table.AddRow("data on disk", "", "", $"{_server.DiskBytes / 1_000_000} MB", "", "");
        console.Profile.Width = 120;
        console.Write(_table);
    }

    private static string Number(double value) => value.ToString(value < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);
}
