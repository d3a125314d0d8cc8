using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Metadata.Transcoding;
using Google.Protobuf;
using Spectre.Console;
using YamlDotNet.Serialization;

namespace Gatehouse.Host.Commands;

/// <summary>Prints results in the format asked for, on standard output.</summary>
internal sealed class Printer(OutputFormat format)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool IsTable => format == OutputFormat.Table;

    public IAnsiConsole Console { get; } = CreateConsole();

    /// <param name="table">Renders the same for people; run only when they are asked for.</param>
    public void Print(IMessage message, Action<IAnsiConsole> table) => Print(() => JsonNode.Parse(JsonMessages.Format(message)), table);

    /// <inheritdoc cref="Print(IMessage, Action{IAnsiConsole})"/>
    public void Print(JsonNode? node, Action<IAnsiConsole> table) => Print(() => node, table);

    /// <summary>A table without borders, columns in upper case as kubectl has them.</summary>
    public static Table CreateTable(params ReadOnlySpan<string> columns)
    {
        var table = new Table { Border = TableBorder.None, ShowRowSeparators = false };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))) { Padding = new Padding(0, 0, 2, 0), NoWrap = true });
        }

        return table;
    }

    private static IAnsiConsole CreateConsole()
    {
        var console = AnsiConsole.Console;
        if (System.Console.IsOutputRedirected)
        {
            // Lines for a file or another program are never wrapped.
            console.Profile.Width = 10_000;
        }

        return console;
    }

    private void Print(Func<JsonNode?> json, Action<IAnsiConsole> table)
    {
        switch (format)
        {
            case OutputFormat.Table:
                table(Console);
                break;
            case OutputFormat.Json:
                System.Console.Out.WriteLine(json()?.ToJsonString(Indented) ?? "null");
                break;
            default:
                System.Console.Out.Write(new SerializerBuilder().Build().Serialize(Plain(json())!));
                break;
        }
    }

    private static object? Plain(JsonNode? node) => node switch
    {
        JsonObject map => map.ToDictionary(p => p.Key, p => Plain(p.Value)),
        JsonArray list => list.Select(Plain).ToList(),
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        JsonValue value when value.TryGetValue(out double number) => number,
        JsonValue value => value.ToString(),
        _ => null,
    };
}
