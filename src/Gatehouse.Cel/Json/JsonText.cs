using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Json;

/// <summary>
/// A JSON text as CEL values. One pass makes an index of where things are; lists, maps and texts stay in the bytes, numbers are read when asked for, texts decoded at most once.
/// The bytes must not change while the document is used. Safe for any number of threads.
/// </summary>
public sealed class JsonText : IListSource, IMapSource, ITextSource
{
    /// <summary>How deep values may nest.</summary>
    public const int DefaultMaximumDepth = 256;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly JsonNode[] _nodes;
    private readonly string?[] _texts;
    private readonly bool _hasIntegers;
    private readonly JsonContainerIndexes _containers;

    private JsonText(ReadOnlyMemory<byte> bytes, JsonNode[] nodes, bool hasIntegers)
    {
        _bytes = bytes;
        _nodes = nodes;
        _texts = new string?[nodes.Length];
        _hasIntegers = hasIntegers;
        _containers = new(bytes, nodes);
    }

    /// <summary>The value of the whole text.</summary>
    public Value Root => ValueAt(0);

    /// <param name="hasIntegers">Whether numbers without fraction and exponent are ints, as Kubernetes reads objects; else all are doubles, as <c>google.protobuf.Value</c> has it.</param>
    /// <exception cref="JsonException">The bytes are not one JSON value (RFC 8259), or nest deeper than <paramref name="maximumDepth"/>.</exception>
    public static JsonText Parse(ReadOnlyMemory<byte> utf8, bool hasIntegers = true, int maximumDepth = DefaultMaximumDepth) =>
        new(utf8, JsonIndex.Build(utf8.Span, maximumDepth), hasIntegers);

    private Value ValueAt(int index)
    {
        ref readonly var node = ref _nodes[index];
        return node.Kind switch
        {
            JsonTokenType.StartObject => Value.Map(this, index),
            JsonTokenType.StartArray => Value.List(this, index),
            JsonTokenType.String => Value.LazyText(this, index),
            JsonTokenType.True => Value.True,
            JsonTokenType.False => Value.False,
            JsonTokenType.Null => Value.Null,
            _ => Number(node),
        };
    }

    private ReadOnlySpan<byte> Raw(in JsonNode node) => _bytes.Span.Slice(node.Start, node.Length);

    private Value Number(in JsonNode node)
    {
        var raw = Raw(node);
        if (_hasIntegers && Utf8Parser.TryParse(raw, out long integer, out var consumed) && consumed == raw.Length)
        {
            return Value.Of(integer);
        }
        return Value.Of(double.Parse(raw, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    string ITextSource.Text(long handle) => TextAt((int)handle);

    private string TextAt(int index)
    {
        ref var text = ref _texts[index];
        return text ?? (text = JsonIndex.Decode(Raw(_nodes[index]), _nodes[index].HasEscapes));
    }

    bool ITextSource.TryUtf8(long handle, out ReadOnlySpan<byte> utf8)
    {
        ref readonly var node = ref _nodes[(int)handle];
        utf8 = node.HasEscapes ? default : Raw(node);
        return !node.HasEscapes;
    }

    long IListSource.Count(long handle) => _nodes[(int)handle].Count;

    long IMapSource.Count(long handle) => _nodes[(int)handle].Count;

    Value IListSource.Item(long handle, long index)
    {
        if (_nodes[(int)handle].Count > JsonContainerIndexes.Threshold)
        {
            return ValueAt(_containers.ItemsOf((int)handle)[index]);
        }
        var at = (int)handle + 1;
        for (; index > 0; index--)
        {
            at = _nodes[at].Next;
        }
        return ValueAt(at);
    }

    bool IListSource.MoveNext(long handle, ref long cursor, out Value item)
    {
        var at = cursor == 0 ? (int)handle + 1 : (int)cursor;
        if (at >= _nodes[(int)handle].Next)
        {
            item = default;
            return false;
        }
        item = ValueAt(at);
        cursor = _nodes[at].Next;
        return true;
    }

    // A name and its value are neighbours in the index: the name's node is followed by the value's.
    bool IMapSource.MoveNext(long handle, ref long cursor, out Value key, out Value value)
    {
        var at = cursor == 0 ? (int)handle + 1 : (int)cursor;
        while (at < _nodes[(int)handle].Next)
        {
            var next = _nodes[at + 1].Next;
            if (!_nodes[at].IsHidden)
            {
                (key, value, cursor) = (Value.LazyText(this, at), ValueAt(at + 1), next);
                return true;
            }
            at = next;
        }
        (key, value) = (default, default);
        cursor = at;
        return false;
    }

    bool IMapSource.TryFind(long handle, in Value key, out Value value)
    {
        value = default;
        if (key.Kind != ValueKind.String)
        {
            return false;
        }
        if (key.TextSource is not null && Texts.TryUtf8(key, out var utf8))
        {
            return TryFind((int)handle, utf8, MapKey.HashOf(utf8), out value);
        }
        var text = key.AsString;
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = length <= 256 ? null : ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var buffer = rented ?? stackalloc byte[256];
            var bytes = buffer[..Encoding.UTF8.GetBytes(text, buffer)];
            return TryFind((int)handle, bytes, MapKey.HashOf(bytes), out value);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    bool IMapSource.TryFind(long handle, MapKey key, out Value value) => TryFind((int)handle, key.Utf8, key.Hash, out value);

    private bool TryFind(int map, ReadOnlySpan<byte> name, uint hash, out Value value)
    {
        var end = _nodes[map].Next;
        if (_nodes[map].Count > JsonContainerIndexes.Threshold)
        {
            var found = _containers.Find(map, name);
            value = found < 0 ? default : ValueAt(found + 1);
            return found >= 0;
        }
        for (var at = map + 1; at < end; at = _nodes[at + 1].Next)
        {
            ref readonly var node = ref _nodes[at];
            if (node.Hash == hash && !node.IsHidden && IsNamed(at, node, name))
            {
                value = ValueAt(at + 1);
                return true;
            }
        }
        value = default;
        return false;
    }

    private bool IsNamed(int index, in JsonNode node, ReadOnlySpan<byte> name) =>
        node.HasEscapes ? Texts.EqualsUtf16(name, TextAt(index)) : Raw(node).SequenceEqual(name);
}
