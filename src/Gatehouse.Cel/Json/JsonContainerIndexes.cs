using System.Collections.Concurrent;
using System.Text;

namespace Gatehouse.Cel.Json;

/// <summary>
/// Indexes of large lists and maps, made when first needed: without them an expression could pay one unit for a search through a megabyte. Names are hashed with the process's seed.
/// </summary>
internal sealed class JsonContainerIndexes(ReadOnlyMemory<byte> bytes, JsonNode[] nodes)
{
    /// <summary>Containers up to this many entries are searched as they are.</summary>
    public const int Threshold = 32;

    private readonly ConcurrentDictionary<int, int[]> _items = new();
    private readonly ConcurrentDictionary<int, int[]> _names = new();

    /// <summary>The nodes of a list's items.</summary>
    public int[] ItemsOf(int list) => _items.GetOrAdd(list, IndexItems);

    private int[] IndexItems(int list)
    {
        var items = new int[nodes[list].Count];
        var at = list + 1;
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = at;
            at = nodes[at].Next;
        }
        return items;
    }

    /// <summary>The node of a name in a map, -1 where it is not there.</summary>
    public int Find(int map, ReadOnlySpan<byte> name)
    {
        var table = _names.GetOrAdd(map, IndexNames);
        for (var slot = Hash(name) & (table.Length - 1); table[slot] > 0; slot = (slot + 1) & (table.Length - 1))
        {
            if (IsNamed(nodes[table[slot]], name))
            {
                return table[slot];
            }
        }
        return -1;
    }

    private int[] IndexNames(int map)
    {
        var table = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)nodes[map].Count * 2)];
        for (var at = map + 1; at < nodes[map].Next; at = nodes[at + 1].Next)
        {
            if (nodes[at].IsHidden)
            {
                continue;
            }
            var slot = Hash(NameOf(nodes[at])) & (table.Length - 1);
            while (table[slot] > 0)
            {
                slot = (slot + 1) & (table.Length - 1);
            }
            table[slot] = at;
        }
        return table;
    }

    private bool IsNamed(in JsonNode node, ReadOnlySpan<byte> name) => NameOf(node).SequenceEqual(name);

    private ReadOnlySpan<byte> NameOf(in JsonNode node)
    {
        var raw = bytes.Span.Slice(node.Start, node.Length);
        return node.HasEscapes ? Encoding.UTF8.GetBytes(JsonIndex.Decode(raw, hasEscapes: true)) : raw;
    }

    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = default(HashCode);
        hash.AddBytes(name);
        return hash.ToHashCode();
    }
}
