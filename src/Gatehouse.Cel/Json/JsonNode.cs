using System.Text.Json;

namespace Gatehouse.Cel.Json;

/// <summary>One value or name of a JSON text: where it is, how many it holds, and the index of the first node after it and all it holds.</summary>
internal struct JsonNode
{
    public int Start;
    public int Length;
    public int Next;
    public int Count;
    public uint Hash;
    public JsonTokenType Kind;
    public bool HasEscapes;

    /// <summary>A name that comes again later in its object: the last one counts.</summary>
    public bool IsHidden;
}
