using System.Globalization;
using Gatehouse.Metadata.Filtering;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Fakes.Filters;

/// <summary>
/// Random filters on notes or occurrences: any field of any kind with literals of its type, often a field that has a column, in random trees of AND, OR
/// and NOT. The same seed gives the same filters.
/// </summary>
public sealed class FilterGenerator(int seed, FilterSchema schema)
{
    private const int MaximumDepth = 3;
    private const int MaximumPathLength = 6;

    private static readonly string[] Orderings = ["=", "!=", "<", "<=", ">", ">=", ":"];
    private static readonly string[] Equalities = ["=", "!=", ":"];
    private static readonly string[] OccurrenceColumns =
    [
        "kind", "resourceUrl", "resource_uri", "noteName", "createTime", "update_time", "vulnerability.severity", "vulnerability.effectiveSeverity",
        "vulnerability.cvssScore", "vulnerability.fixAvailable", "projectId", "id", "noteProjectId", "noteId",
    ];

    private static readonly string[] NoteColumns = ["kind", "createTime", "updateTime", "vulnerability.severity", "vulnerability.cvss_score", "projectId", "noteId"];

    private readonly Random _random = new(seed);
    private readonly MessageDescriptor _record = schema.Message;

    /// <summary>The next filter, resolved. Throws when the parser refuses what was generated.</summary>
    public FilterExpression Next()
    {
        var text = NextText();
        return FilterParser.Parse(text, schema) switch
        {
            FilterParseResult.Parsed { Expression: { } expression } => expression,
            FilterParseResult.Failed failed => throw new FormatException($"{text}\n{string.Join('\n', failed.Errors)}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The next one that is a single comparison.</summary>
    public FilterExpression.Comparison NextComparison()
    {
        while (true)
        {
            if (FilterParser.Parse(Term(), schema) is FilterParseResult.Parsed { Expression: FilterExpression.Comparison comparison })
            {
                return comparison;
            }
        }
    }

    /// <summary>The next filter, as a client would write it.</summary>
    public string NextText() => Expression(0);

    private string Expression(int depth) => (depth == MaximumDepth ? 9 : _random.Next(10)) switch
    {
        0 or 1 => $"({Expression(depth + 1)} AND {Expression(depth + 1)})",
        2 => $"({Expression(depth + 1)} {Expression(depth + 1)})",
        3 or 4 => $"({Expression(depth + 1)} OR {Expression(depth + 1)})",
        5 => $"{(_random.Chance(0.5) ? "NOT " : "-")}({Expression(depth + 1)})",
        _ => Term(),
    };

    private string Term()
    {
        if (_random.Chance(0.03))
        {
            return Quote(_random.Pick(ValuePool.Texts));
        }

        return _random.Chance(0.5) ? ColumnTerm() : PathTerm();
    }

    private string ColumnTerm()
    {
        var path = _random.Pick(_record.Name == "Note" ? NoteColumns : OccurrenceColumns);
        return path switch
        {
            "projectId" or "noteProjectId" => TextTerm(path, () => _random.Pick(ValuePool.Projects)),
            "id" or "noteId" => TextTerm(path, Id),
            _ => FieldTerm(path, FieldAt(path)),
        };
    }

    private string Id() => _random.Chance(0.5)
        ? _random.Pick(ValuePool.NoteIds)
        : string.Create(CultureInfo.InvariantCulture, $"{(_record.Name == "Note" ? 'n' : 'o')}{_random.Next(1, 200)}");

    private FieldDescriptor FieldAt(string path)
    {
        var (message, field) = (_record, (FieldDescriptor?)null);
        foreach (var name in path.Split('.'))
        {
            field = message.Fields.InDeclarationOrder().First(f => f.Name == name || f.JsonName == name || (name == "resourceUrl" && f.Name == "resource_uri"));
            message = field.FieldType == FieldType.Message ? field.MessageType : message;
        }

        return field!;
    }

    private string PathTerm()
    {
        var (path, message) = ("", _record);
        for (var length = 1; ; length++)
        {
            var field = _random.Pick<FieldDescriptor>([.. message.Fields.InDeclarationOrder()]);
            path += (path.Length == 0 ? "" : ".") + (_random.Chance(0.5) ? field.Name : field.JsonName);
            if (field.FieldType == FieldType.Message && field.MessageType == Struct.Descriptor)
            {
                return StructTerm(path);
            }

            if (field.IsMap)
            {
                return MapTerm(path, field);
            }

            path += field.IsRepeated && _random.Chance(0.3) ? string.Create(CultureInfo.InvariantCulture, $"[{_random.Next(3)}]") : "";
            if (_random.Chance(0.08) || (field.FieldType == FieldType.Message && length == MaximumPathLength))
            {
                return path + ":*";
            }

            if (field.FieldType != FieldType.Message || field.MessageType == Timestamp.Descriptor)
            {
                return FieldTerm(path, field);
            }

            if (field.MessageType.Fields.InDeclarationOrder().Count == 0)
            {
                return path + ":*";
            }

            message = field.MessageType;
        }
    }

    private string MapTerm(string path, FieldDescriptor map)
    {
        var key = _random.Pick(ValuePool.Keys);
        var value = map.MessageType.FindFieldByNumber(2);
        return _random.Next(3) switch
        {
            0 => path + ":*",
            1 => $"{path}:{Quote(key)}",
            _ when value.FieldType == FieldType.String => FieldTerm($"{path}.{Quote(key)}", value),
            _ when value.MessageType == Value.Descriptor => ValueTerm($"{path}.{Quote(key)}"),
            _ => $"{path}.{Quote(key)}:*",
        };
    }

    private string StructTerm(string path)
    {
        var key = Quote(_random.Pick(ValuePool.Keys));
        return _random.Next(5) switch
        {
            0 => $"{path}:{key}",
            1 => $"{path}.{key}:*",
            2 => ValueTerm($"{path}.{key}[*]"),
            3 => ValueTerm($"{path}.{key}.{Quote(_random.Pick(ValuePool.Keys))}"),
            _ => ValueTerm($"{path}.{key}"),
        };
    }

    private string ValueTerm(string path) => _random.Next(3) switch
    {
        0 => TextTerm(path, () => _random.Pick(ValuePool.Texts)),
        1 => $"{path} {_random.Pick(Orderings)} {Number()}",
        _ => $"{path} {_random.Pick(Equalities)} {Boolean()}",
    };

    private string FieldTerm(string path, FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => TextTerm(path, () => _random.PickText(field)),
        FieldType.Enum => $"{path} {_random.Pick(Orderings)} {EnumLiteral(field.EnumType)}",
        FieldType.Bool => $"{path} {_random.Pick(Equalities)} {Boolean()}",
        FieldType.Bytes => $"{path} {_random.Pick(Equalities)} \"{_random.Pick(ValuePool.Bytes).ToBase64()}\"",
        FieldType.Message => $"{path} {_random.Pick(Orderings)} \"{_random.Pick(ValuePool.Times).ToDiagnosticString().Trim('"')}\"",
        FieldType.Int32 or FieldType.Int64 when _random.Chance(0.7) => $"{path} {_random.Pick(Orderings)} {_random.Pick(ValuePool.Integers)}",
        _ => $"{path} {_random.Pick(Orderings)} {Number()}",
    };

    private string TextTerm(string path, Func<string> pick)
    {
        var text = pick();
        return _random.Next(8) switch
        {
            0 => $"has_prefix({path}, {Quote(Cut(text, fromStart: true))})",
            1 => $"{path} = {Quote(Cut(text, fromStart: true), "", "*")}",
            2 => $"{path} != {Quote(Cut(text, fromStart: false), "*", "")}",
            3 => $"{path} = {Quote(Cut(text, fromStart: false), "*", "*")}",
            4 => $"{path}:{Quote(Cut(text, fromStart: false).ToUpperInvariant())}",
            5 => $"{path} {_random.Pick(Orderings)} {Quote(text)}",
            _ => $"{path} = {Quote(text)}",
        };
    }

    /// <summary>A part of the text that does not start or end inside a character.</summary>
    private string Cut(string text, bool fromStart)
    {
        var runes = text.EnumerateRunes().ToArray();
        var start = fromStart ? 0 : _random.Next(runes.Length + 1);
        return string.Concat(runes[start..(start + _random.Next(runes.Length - start + 1))]);
    }

    private string Number() => _random.Pick(ValuePool.Numbers).ToString("R", CultureInfo.InvariantCulture);

    private string Boolean() => _random.Chance(0.5) ? "true" : "false";

    private string EnumLiteral(EnumDescriptor type)
    {
        var number = _random.PickEnum(type);
        return type.FindValueByNumber(number) is { } known && _random.Chance(0.8) ? known.Name : number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Stars of the text itself are escaped, unless a wildcard makes that impossible: then they are left out.</summary>
    private static string Quote(string text, string before = "", string after = "")
    {
        var hasWildcard = before.Length + after.Length > 0;
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("*", hasWildcard ? "" : "\\*", StringComparison.Ordinal);
        return $"\"{before}{escaped}{after}\"";
    }
}
