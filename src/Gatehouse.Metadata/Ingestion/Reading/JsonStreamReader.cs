using System.Globalization;
using System.Text.Json;

namespace Gatehouse.Metadata.Ingestion.Reading;

/// <summary>
/// Walks a JSON document of any size from front to back. The caller decides for each value whether to walk into it, to take it as a whole (a finding, a component)
/// or to skip it; memory is bounded by the largest value that is taken. Path, line and column are known throughout.
/// </summary>
/// <remarks>stream → buffer (grows to the largest value taken) → <see cref="Utf8JsonReader"/> over what is there → token or element</remarks>
internal sealed class JsonStreamReader
{
    private readonly Stream _stream;
    private readonly ErrorList _errors;
    private readonly int _itemBytes;
    private readonly CancellationToken _cancellationToken;
    private readonly List<string> _path = ["$"];
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _isFinal;
    private bool _isBegun;
    private JsonReaderState _state;
    private string _name = "";
    private long _consumed;
    private long _line = 1;
    private long _lineStart;

    /// <param name="allowMultiple">Whether more values may follow the first, as in JSON lines.</param>
    public JsonStreamReader(ReportStream stream, ImportContext context, ErrorList errors, CancellationToken cancellationToken, bool allowMultiple = false)
    {
        (_stream, _errors, _itemBytes, _cancellationToken) = (stream, errors, context.Limits.ItemBytes, cancellationToken);
        _state = new(new JsonReaderOptions { MaxDepth = context.Limits.Depth, AllowMultipleValues = allowMultiple });
    }

    public string Path => string.Concat(_path);

    /// <summary>The kind of token that comes next; <see cref="JsonTokenType.None"/> at the end.</summary>
    public async ValueTask<JsonTokenType> PeekAsync()
    {
        JsonTokenType token;
        while (!TryRead(out token, commit: false))
        {
            await FillAsync();
        }

        return token;
    }

    /// <summary>Walks the members of the object ahead. <paramref name="member"/> must consume each value. Null counts as empty; another type is an error.</summary>
    public async ValueTask ReadObjectAsync(Func<string, ValueTask> member)
    {
        if (!await EnterAsync(JsonTokenType.StartObject, "an object"))
        {
            return;
        }

        while (await ReadAsync() == JsonTokenType.PropertyName)
        {
            var name = _name;
            _path.Add(JsonPaths.Member(name));
            await member(name);
            _path.RemoveAt(_path.Count - 1);
        }
    }

    /// <summary>Walks the elements of the array ahead; otherwise as <see cref="ReadObjectAsync"/>.</summary>
    public async ValueTask ReadArrayAsync(Func<ValueTask> element)
    {
        if (!await EnterAsync(JsonTokenType.StartArray, "an array"))
        {
            return;
        }

        for (var i = 0; await PeekAsync() != JsonTokenType.EndArray; i++)
        {
            _path.Add(JsonPaths.Index(i));
            await element();
            _path.RemoveAt(_path.Count - 1);
        }

        await ReadAsync();
    }

    /// <summary>Takes the value ahead as a whole.</summary>
    public async ValueTask<JsonItem> ReadItemAsync()
    {
        (JsonElement Element, Place Place) value;
        while (!TryReadElement(out value))
        {
            await FillAsync();
        }

        return new(value.Element, Path, value.Place, _errors);
    }

    /// <summary>Takes the text ahead; empty for null, an error for another type.</summary>
    public async ValueTask<string> ReadTextAsync() => (await ReadItemAsync()).AsText();

    /// <summary>Passes over the value ahead without keeping it.</summary>
    public async ValueTask SkipAsync()
    {
        var depth = 0;
        do
        {
            depth += await ReadAsync() switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                _ => 0,
            };
        }
        while (depth > 0);
    }

    /// <summary>Reads to the end, where nothing but white space may follow.</summary>
    public async ValueTask FinishAsync()
    {
        if (await PeekAsync() != JsonTokenType.None)
        {
            Fail("nothing may follow the document");
        }
    }

    /// <summary>Adds an error at the value ahead or, before anything was read, at the start.</summary>
    public void Fail(string message) => _errors.Add(Here.Error(Path, message));

    /// <summary>As <see cref="Fail"/>, when reading on makes no sense.</summary>
    public ReportException Stop(string message) => new(Here.Error(Path, message));

    private Place Here => new(_line, _consumed - _lineStart + 1, _consumed);

    private async ValueTask<bool> EnterAsync(JsonTokenType type, string expected)
    {
        var ahead = await PeekAsync();
        if (ahead == type)
        {
            await ReadAsync();
            return true;
        }

        if (ahead == JsonTokenType.None)
        {
            throw new ReportException(Here.Error(Path, $"{expected} is expected, but the report ends here"));
        }

        if (ahead != JsonTokenType.Null)
        {
            (await ReadItemAsync()).Fail($"must be {expected}, got {JsonPaths.Describe(ahead)}");
            return false;
        }

        await SkipAsync();
        return false;
    }

    private async ValueTask<JsonTokenType> ReadAsync()
    {
        JsonTokenType token;
        while (!TryRead(out token, commit: true))
        {
            await FillAsync();
        }

        return token != JsonTokenType.None ? token : throw new ReportException(Here.Error(Path, "the report ends here, before it is complete"));
    }

    private bool TryRead(out JsonTokenType token, bool commit)
    {
        token = default;
        if (!_isBegun)
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isFinal, _state);
            if (!reader.Read())
            {
                return _isFinal;
            }

            token = reader.TokenType;
            if (commit)
            {
                _name = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString()! : "";
                Commit(ref reader);
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Malformed(exception);
        }
    }

    private bool TryReadElement(out (JsonElement, Place) value)
    {
        value = default;
        if (!_isBegun)
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isFinal, _state);
            if (!reader.Read())
            {
                return _isFinal ? throw new ReportException(Here.Error(Path, "the report ends here, before it is complete")) : false;
            }

            var at = PlaceAt((int)reader.TokenStartIndex);
            if (!JsonElement.TryParseValue(ref reader, out var element))
            {
                return false;
            }

            value = (element.Value, at);
            Commit(ref reader);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Malformed(exception);
        }
    }

    private ReportException Malformed(Exception exception)
    {
        var message = exception.Message;
        if (exception is not JsonException { LineNumber: { } line, BytePositionInLine: { } column })
        {
            return new(Here.Error(Path, message));
        }

        // The reader counts lines over the whole document, but bytes only within the line.
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var offset = OffsetOfLine(line + 1) + column;
        return new(new(string.Create(CultureInfo.InvariantCulture, $"not JSON: {(end < 0 ? message : message[..end])}"), Path, line + 1, column + 1, offset));
    }

    private long OffsetOfLine(long line)
    {
        var (current, start) = (_line, _lineStart);
        for (var i = _start; i < _end && current < line; i++)
        {
            if (_buffer[i] == '\n')
            {
                (current, start) = (current + 1, _consumed + i - _start + 1);
            }
        }

        return start;
    }

    private Place PlaceAt(int index)
    {
        var (line, start) = CountLines(index);
        return new(line, _consumed + index - start + 1, _consumed + index);
    }

    private (long Line, long Start) CountLines(int length)
    {
        var bytes = _buffer.AsSpan(_start, length);
        var last = bytes.LastIndexOf((byte)'\n');
        return last < 0 ? (_line, _lineStart) : (_line + bytes.Count((byte)'\n'), _consumed + last + 1);
    }

    private void Commit(ref Utf8JsonReader reader)
    {
        var length = (int)reader.BytesConsumed;
        (_line, _lineStart) = CountLines(length);
        _start += length;
        _consumed += length;
        _state = reader.CurrentState;
    }

    private async ValueTask FillAsync()
    {
        MakeRoom();
        var count = await _stream.ReadAsync(_buffer.AsMemory(_end), _cancellationToken);
        _end += count;
        _isFinal = count == 0;
        if (!_isBegun)
        {
            await SkipByteOrderMarkAsync();
            _isBegun = true;
        }
    }

    private async ValueTask SkipByteOrderMarkAsync()
    {
        while (_end is > 0 and < 3 && !_isFinal)
        {
            var count = await _stream.ReadAsync(_buffer.AsMemory(_end), _cancellationToken);
            (_end, _isFinal) = (_end + count, count == 0);
        }

        if (_buffer.AsSpan(0, _end) is [0xef, 0xbb, 0xbf, ..])
        {
            (_start, _consumed, _lineStart) = (3, 3, 3);
        }
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end < _buffer.Length)
        {
            return;
        }

        if (_buffer.Length >= _itemBytes)
        {
            throw new ReportException(Here.Error(Path, $"one value is larger than {_itemBytes} bytes"));
        }

        Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, _itemBytes));
    }
}
