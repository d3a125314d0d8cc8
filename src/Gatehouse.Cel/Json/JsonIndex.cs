using System.Text;
using System.Text.Json;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Json;

/// <summary>Makes the index of a JSON text in one pass of the framework's own reader.</summary>
internal static class JsonIndex
{
    // Objects with more names than this are searched for repeated ones with a set.
    private const int PairwiseLimit = 24;

    public static JsonNode[] Build(ReadOnlySpan<byte> utf8, int maximumDepth)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maximumDepth });
        var nodes = new JsonNode[Math.Max(4, utf8.Length / 16)];
        var count = 0;
        var open = new Stack<int>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                var start = open.Pop();
                nodes[start].Next = count;
                if (reader.TokenType == JsonTokenType.EndObject)
                {
                    HideRepeated(nodes, start, utf8);
                }
                continue;
            }
            if (count == nodes.Length)
            {
                Array.Resize(ref nodes, nodes.Length * 2);
            }
            Add(ref reader, nodes, count, open);
            count++;
        }
        return nodes.AsSpan(0, count).ToArray();
    }

    private static void Add(ref Utf8JsonReader reader, JsonNode[] nodes, int index, Stack<int> open)
    {
        ref var node = ref nodes[index];
        node.Kind = reader.TokenType;
        node.Next = index + 1;
        node.Length = reader.ValueSpan.Length;
        node.Start = (int)reader.TokenStartIndex;
        if (node.Kind is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            node.Start++;
            node.HasEscapes = reader.ValueIsEscaped;
        }
        if (node.Kind == JsonTokenType.PropertyName)
        {
            node.Hash = node.HasEscapes ? MapKey.HashOf(Encoding.UTF8.GetBytes(Decode(reader.ValueSpan, hasEscapes: true))) : MapKey.HashOf(reader.ValueSpan);
            nodes[open.Peek()].Count++;
        }
        else if (open.Count > 0 && nodes[open.Peek()].Kind == JsonTokenType.StartArray)
        {
            nodes[open.Peek()].Count++;
        }
        if (node.Kind is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            open.Push(index);
        }
    }

    private static void HideRepeated(JsonNode[] nodes, int map, ReadOnlySpan<byte> utf8)
    {
        var end = nodes[map].Next;
        if (nodes[map].Count > PairwiseLimit)
        {
            HideRepeatedBySet(nodes, map, utf8);
            return;
        }
        var hidden = 0;
        for (var at = map + 1; at < end; at = nodes[at + 1].Next)
        {
            for (var later = nodes[at + 1].Next; later < end && !nodes[at].IsHidden; later = nodes[later + 1].Next)
            {
                if (nodes[at].Hash == nodes[later].Hash && NameOf(nodes[at], utf8) == NameOf(nodes[later], utf8))
                {
                    nodes[at].IsHidden = true;
                    hidden++;
                }
            }
        }
        nodes[map].Count -= hidden;
    }

    private static void HideRepeatedBySet(JsonNode[] nodes, int map, ReadOnlySpan<byte> utf8)
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = map + 1; at < nodes[map].Next; at = nodes[at + 1].Next)
        {
            var name = NameOf(nodes[at], utf8);
            if (last.TryGetValue(name, out var earlier))
            {
                nodes[earlier].IsHidden = true;
                nodes[map].Count--;
            }
            last[name] = at;
        }
    }

    private static string NameOf(in JsonNode node, ReadOnlySpan<byte> utf8) => Decode(utf8.Slice(node.Start, node.Length), node.HasEscapes);

    /// <summary>The text of what is between quotes.</summary>
    public static string Decode(ReadOnlySpan<byte> raw, bool hasEscapes)
    {
        if (!hasEscapes)
        {
            return Encoding.UTF8.GetString(raw);
        }
        var quoted = new byte[raw.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        raw.CopyTo(quoted.AsSpan(1));
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: taken for the replacement character, as Go's decoder does.
            return ReplaceLoneSurrogates(raw);
        }
    }

    private static string ReplaceLoneSurrogates(ReadOnlySpan<byte> raw)
    {
        var text = new StringBuilder();
        var source = Encoding.UTF8.GetString(raw);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != '\\')
            {
                text.Append(source[i]);
                continue;
            }
            i++;
            if (source[i] == 'u')
            {
                text.Append((char)int.Parse(source.AsSpan(i + 1, 4), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(source[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var c => c });
            }
        }
        return new UTF8Encoding(false).GetString(new UTF8Encoding(false).GetBytes(text.ToString()));
    }
}
