using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Manifests.Reading;

/// <summary>Reads a JSON file as one document (RFC 8259), with positions.</summary>
internal ref struct JsonNodeReader
{
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly ManifestErrors _errors;
    private readonly NodeBudget _budget;
    private readonly TextPositions _positions;
    private Utf8JsonReader _reader;

    public JsonNodeReader(ReadOnlySpan<byte> utf8, ManifestLimits limits, ManifestErrors errors)
    {
        _utf8 = utf8;
        _errors = errors;
        _budget = new(limits);
        _positions = new(utf8);
        _reader = new(utf8, new JsonReaderOptions { MaxDepth = limits.Depth + 1 });
    }

    /// <exception cref="ManifestSyntaxException">The file is not one JSON value.</exception>
    public ManifestNode ReadDocument()
    {
        try
        {
            _ = _reader.Read();
            var node = ReadNode(1);
            _ = _reader.Read();
            return node;
        }
        catch (JsonException exception)
        {
            var line = (int)(exception.LineNumber ?? 0) + 1;
            throw new ManifestSyntaxException(_positions.At(line, (int)(exception.BytePositionInLine ?? 0), _utf8), Plain(exception.Message));
        }
        catch (InvalidOperationException)
        {
            throw new ManifestSyntaxException(Here(), "the text has an escape that is no character");
        }
    }

    private ManifestNode ReadNode(int depth)
    {
        var position = Here();
        _budget.Spend(1, depth, position);
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadMapping(depth, position),
            JsonTokenType.StartArray => ReadSequence(depth, position),
            JsonTokenType.String => new ManifestNode.Text(position, _reader.GetString()!),
            JsonTokenType.Number => new ManifestNode.Number(position, Encoding.ASCII.GetString(_reader.ValueSpan)),
            JsonTokenType.True or JsonTokenType.False => new ManifestNode.Boolean(position, _reader.TokenType == JsonTokenType.True),
            _ => new ManifestNode.Null(position),
        };
    }

    private ManifestNode.Mapping ReadMapping(int depth, Position position)
    {
        var mapping = new MappingBuilder(position, _errors);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var (key, keyPosition) = (_reader.GetString()!, Here());
            _ = _reader.Read();
            mapping.Add(key, keyPosition, ReadNode(depth + 1));
        }

        return mapping.Build();
    }

    private ManifestNode.Sequence ReadSequence(int depth, Position position)
    {
        var items = ImmutableArray.CreateBuilder<ManifestNode>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadNode(depth + 1));
        }

        return new(position, items.ToImmutable());
    }

    private readonly Position Here() => _positions.At((int)_reader.TokenStartIndex, _utf8);

    /// <summary>The reader appends its own idea of the place, which we say in our way.</summary>
    private static string Plain(string message) =>
        message.IndexOf(" LineNumber:", StringComparison.Ordinal) is var at and > 0 ? message[..at] : message;
}
