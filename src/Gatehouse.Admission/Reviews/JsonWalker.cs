using System.Text.Json;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.Reviews;

/// <summary>Handles a field the walker stands on. It has to consume the value: read it, walk into it or skip it.</summary>
internal delegate void FieldHandler(ref JsonWalker walker, string name);

/// <summary>Handles an item of a list, likewise.</summary>
internal delegate void ItemHandler(ref JsonWalker walker, int index);

/// <summary>
/// Goes through JSON once, forward, stopping only at what somebody asks for. Mistakes are collected with their place; a value of the wrong type is skipped.
/// A key that comes twice in one object is a mistake: which one counts would depend on the reader.
/// </summary>
internal ref struct JsonWalker
{
    private readonly ReadOnlySpan<byte> _whole;
    private readonly int _offset;
    private readonly TextPositions _positions;
    private readonly ManifestErrors _errors;
    private Utf8JsonReader _reader;

    /// <param name="whole">The text that positions are told in.</param>
    /// <param name="part">The value in it to walk.</param>
    public JsonWalker(ReadOnlySpan<byte> whole, Range part, int maximumDepth, TextPositions positions, ManifestErrors errors)
    {
        _whole = whole;
        (_positions, _errors) = (positions, errors);
        (_offset, var length) = part.GetOffsetAndLength(whole.Length);
        _reader = new(whole.Slice(_offset, length), new JsonReaderOptions { MaxDepth = maximumDepth });
    }

    /// <summary>Steps onto the first value. Throws <see cref="JsonException"/> on malformed text, as every other step does.</summary>
    public void Start() => _ = _reader.Read();

    /// <summary>Makes sure that nothing follows.</summary>
    public void End() => _ = _reader.Read();

    public void Object(string path, FieldHandler handler)
    {
        if (!Expect(JsonTokenType.StartObject, path, "an object"))
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = _reader.GetString()!;
            if (!seen.Add(name))
            {
                Error(Join(path, name), "is here a second time");
            }

            _ = _reader.Read();
            handler(ref this, name);
        }
    }

    public void Array(string path, ItemHandler handler)
    {
        if (!Expect(JsonTokenType.StartArray, path, "a list"))
        {
            return;
        }

        for (var i = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; i++)
        {
            handler(ref this, i);
        }
    }

    /// <returns>The text; empty for null and, told as a mistake, for anything else.</returns>
    public string Text(string path) => Expect(JsonTokenType.String, path, "a text") ? _reader.GetString()! : "";

    public bool Boolean(string path) => _reader.TokenType == JsonTokenType.True || (_reader.TokenType != JsonTokenType.False && Expect(JsonTokenType.True, path, "true or false"));

    public void Skip() => _reader.Skip();

    /// <summary>Skips the value and tells where it is in the whole text; null when it is null.</summary>
    public Range? Take()
    {
        var start = _offset + (int)_reader.TokenStartIndex;
        var isNull = _reader.TokenType == JsonTokenType.Null;
        _reader.Skip();
        return isNull ? null : start..(_offset + (int)_reader.BytesConsumed);
    }

    public readonly void Error(string path, string message) =>
        _errors.Add(_positions.At(_offset + (int)_reader.TokenStartIndex, _whole), path, message);

    private bool Expect(JsonTokenType type, string path, string expected)
    {
        if (_reader.TokenType == type)
        {
            return true;
        }

        if (_reader.TokenType != JsonTokenType.Null)
        {
            Error(path, $"{expected} is expected");
            _reader.Skip();
        }

        return false;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
