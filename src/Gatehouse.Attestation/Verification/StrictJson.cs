using System.Text.Json;

namespace Gatehouse.Attestation.Verification;

/// <summary>
/// JSON that every reader understands alike (RFC 8259, I-JSON RFC 7493): no member twice, no text after the value, no comments or trailing commas, valid
/// Unicode, within limits. Two parsers that disagree about a signed document are how one payload gets approved and another one runs.
/// </summary>
public static class StrictJson
{
    /// <summary>The whole text as one value.</summary>
    public static Outcome<JsonElement> Parse(ReadOnlySpan<byte> utf8, JsonLimits? limits = null, VerificationStep step = VerificationStep.Parse)
    {
        limits ??= JsonLimits.Default;
        if (utf8.Length > limits.SizeBytes)
        {
            return new Failure(FailureReason.LimitExceeded, step, $"the JSON is {utf8.Length} bytes, at most {limits.SizeBytes} are read");
        }
        if (Check(utf8, limits, step) is { } failure)
        {
            return failure;
        }
        return JsonElement.Parse(utf8, new JsonDocumentOptions { MaxDepth = limits.Depth });
    }

    /// <summary>The whole text as one object, to be read member by member.</summary>
    public static Outcome<T> ReadObject<T>(ReadOnlySpan<byte> utf8, Func<JsonObjectReader, T?> read, JsonLimits? limits = null, VerificationStep step = VerificationStep.Parse)
        where T : class
    {
        var parsed = Parse(utf8, limits, step);
        return parsed.Succeeded ? JsonObjectReader.Read(parsed.Found, read, step) : Outcome.Refuse<T>(parsed.Failures);
    }

    private static Failure? Check(ReadOnlySpan<byte> utf8, JsonLimits limits, VerificationStep step)
    {
        if (utf8.StartsWith("\uFEFF"u8))
        {
            return new(FailureReason.Malformed, step, "the JSON starts with a byte order mark");
        }
        // The reader throws on values nested deeper than MaxDepth; one more level is let through so that the check below can name the limit.
        var options = new JsonReaderOptions { MaxDepth = limits.Depth + 1, AllowMultipleValues = true };
        // Told that more may come, the reader answers false at the end of a cut-off text, and so tells it from a wrong one.
        var nests = utf8.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];
        var reader = new Utf8JsonReader(utf8, isFinalBlock: !nests, new JsonReaderState(options));
        var members = new MemberNames(limits.Depth);
        try
        {
            return Walk(ref reader, members, limits, step) ?? CheckEnd(ref reader, utf8, step);
        }
        catch (JsonException)
        {
            return new(FailureReason.Malformed, step, $"not JSON at byte {reader.BytesConsumed}");
        }
        catch (InvalidOperationException)
        {
            return new(FailureReason.Malformed, step, $"text that is not Unicode near byte {reader.TokenStartIndex}");
        }
    }

    private static Failure? Walk(ref Utf8JsonReader reader, MemberNames members, JsonLimits limits, VerificationStep step)
    {
        if (!reader.Read())
        {
            return new(FailureReason.Truncated, step, "empty where JSON is expected");
        }
        while (true)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= limits.Depth:
                    return new(FailureReason.LimitExceeded, step, $"the JSON nests deeper than {limits.Depth}");
                case JsonTokenType.StartObject:
                    members.Enter(reader.CurrentDepth);
                    break;
                case JsonTokenType.PropertyName when !members.Add(reader.CurrentDepth - 1, reader.GetString()!):
                    return new(FailureReason.DuplicateMember, step, $"member \"{Shorten(reader.GetString()!)}\" twice in one object, the second at byte {reader.TokenStartIndex}");
                case JsonTokenType.String:
                    CheckUnicode(ref reader);
                    break;
            }
            if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                return null;
            }
            if (!reader.Read())
            {
                return new(FailureReason.Truncated, step, $"the JSON ends at byte {reader.BytesConsumed} inside a value");
            }
        }
    }

    private static Failure? CheckEnd(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, VerificationStep step)
    {
        var rest = utf8[(int)reader.BytesConsumed..].TrimStart(" \t\r\n"u8);
        return rest.IsEmpty ? null : new(FailureReason.TrailingData, step, $"{rest.Length} bytes after the end of the JSON value");
    }

    /// <exception cref="InvalidOperationException">The string holds half a surrogate pair or bytes that are not UTF-8.</exception>
    private static void CheckUnicode(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
        {
            _ = reader.GetString();
        }
        else if (!System.Text.Unicode.Utf8.IsValid(reader.ValueSpan))
        {
            throw new InvalidOperationException("not UTF-8");
        }
    }

    private static string Shorten(string text) => text.Length <= 64 ? text : $"{text.AsSpan(0, 64)}…";

    /// <summary>The names seen in each open object, one set per level and reused.</summary>
    private sealed class MemberNames(int depth)
    {
        private readonly HashSet<string>?[] _levels = new HashSet<string>?[depth + 2];

        public void Enter(int level) => _levels[level]?.Clear();

        public bool Add(int level, string name) => (_levels[level] ??= new(StringComparer.Ordinal)).Add(name);
    }
}
