using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gatehouse.Manifests.Reading;

/// <summary>
/// Reads the documents of a YAML file (YAML 1.2, core schema; of numbers only what JSON can write is one, the rest is text). No type of any program is
/// ever made from a tag.
/// </summary>
internal sealed partial class YamlNodeReader(string text, ManifestLimits limits, ManifestErrors errors)
{
    private const string TextTag = "tag:yaml.org,2002:str";

    private static readonly FrozenSet<string> CoreTags =
        [TextTag, .. new[] { "map", "seq", "int", "float", "bool", "null" }.Select(type => "tag:yaml.org,2002:" + type)];

    private readonly Parser _parser = new(new StringReader(text));
    private readonly NodeBudget _budget = new(limits);
    private readonly Dictionary<string, (ManifestNode Node, long Values)> _anchors = new(StringComparer.Ordinal);

    /// <exception cref="ManifestSyntaxException">The rest of the file cannot be read.</exception>
    public IEnumerable<ManifestNode> ReadDocuments()
    {
        _ = Next<StreamStart>();
        while (Peek() is DocumentStart)
        {
            _ = Next<DocumentStart>();
            _anchors.Clear();
            yield return ReadNode(1);
            _ = Next<DocumentEnd>();
        }
    }

    private ManifestNode ReadNode(int depth)
    {
        var start = Next<ParsingEvent>();
        var position = At(start);
        if (start is AnchorAlias alias)
        {
            return Resolve(alias, depth, position);
        }

        _budget.Spend(1, depth, position);
        var before = _budget.Spent;
        var node = start switch
        {
            Scalar scalar => ReadScalar(scalar, position),
            SequenceStart => ReadSequence(depth, position),
            MappingStart => ReadMapping(depth, position),
            _ => throw new ManifestSyntaxException(position, "a value was expected"),
        };
        var hasAnchor = start is NodeEvent { Anchor.IsEmpty: false };
        if (hasAnchor)
        {
            _anchors[((NodeEvent)start).Anchor.Value] = (node, _budget.Spent - before + 1);
        }

        CheckTag((NodeEvent)start, position);
        return node;
    }

    private ManifestNode Resolve(AnchorAlias alias, int depth, Position position)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var target))
        {
            throw new ManifestSyntaxException(position, $"the alias *{alias.Value.Value} stands for nothing that ends before it");
        }

        _budget.Spend(target.Values, depth, position);
        return target.Node;
    }

    private ManifestNode.Sequence ReadSequence(int depth, Position position)
    {
        var items = ImmutableArray.CreateBuilder<ManifestNode>();
        while (Peek() is not SequenceEnd)
        {
            items.Add(ReadNode(depth + 1));
        }

        _ = Next<SequenceEnd>();
        return new(position, items.ToImmutable());
    }

    private ManifestNode.Mapping ReadMapping(int depth, Position position)
    {
        var mapping = new MappingBuilder(position, errors);
        while (Peek() is not MappingEnd)
        {
            var keyPosition = At(Peek());
            var isScalar = Peek() is Scalar;
            var key = isScalar ? Next<Scalar>().Value : ReadNode(depth + 1).Description;
            if (!isScalar)
            {
                errors.Add(keyPosition, "", "a key has to be a plain text");
            }

            mapping.Add(key, keyPosition, ReadNode(depth + 1));
        }

        _ = Next<MappingEnd>();
        return mapping.Build();
    }

    private static ManifestNode ReadScalar(Scalar scalar, Position position)
    {
        var isText = scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific && scalar.Tag.Value == TextTag);
        return scalar.Value switch
        {
            _ when isText => new ManifestNode.Text(position, scalar.Value),
            "" or "~" or "null" or "Null" or "NULL" => new ManifestNode.Null(position),
            "true" or "True" or "TRUE" => new ManifestNode.Boolean(position, true),
            "false" or "False" or "FALSE" => new ManifestNode.Boolean(position, false),
            var value when JsonNumber.IsMatch(value) => new ManifestNode.Number(position, value),
            var value => new ManifestNode.Text(position, value),
        };
    }

    private void CheckTag(NodeEvent node, Position position)
    {
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific && !CoreTags.Contains(node.Tag.Value))
        {
            errors.Add(position, "", $"the tag {node.Tag.Value} means nothing here");
        }
    }

    private ParsingEvent Peek()
    {
        if (_parser.Current is null)
        {
            Advance();
        }

        return _parser.Current!;
    }

    private T Next<T>()
        where T : ParsingEvent
    {
        var current = Peek() as T ?? throw new ManifestSyntaxException(At(_parser.Current!), "the document does not go on like this");
        if (current is not StreamEnd)
        {
            Advance();
        }

        return current;
    }

    private void Advance()
    {
        try
        {
            if (!_parser.MoveNext())
            {
                throw new ManifestSyntaxException(Position.Start, "the file ends in the middle of a document");
            }
        }
        catch (YamlException exception)
        {
            throw new ManifestSyntaxException(At(exception.Start), exception.Message);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // The parser's own slips on odd input are still the input's fault.
            throw new ManifestSyntaxException(At(_parser.Current?.End ?? Mark.Empty), "this is not YAML");
        }
    }

    private static Position At(ParsingEvent @event) => At(@event.Start);

    private static Position At(Mark mark) => new(Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));

    [GeneratedRegex(@"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex JsonNumber { get; }
}
