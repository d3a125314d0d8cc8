using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Gatehouse.Admission.AdmissionPolicies.Validation;

/// <summary>JSON as Go's encoder writes it: compact, with <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> escaped and quotes of other kinds not.</summary>
internal static class GoJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = CreateEncoder() };

    public static string Write(IEnumerable<string> texts) => Write(w =>
    {
        w.WriteStartArray();
        foreach (var text in texts)
        {
            w.WriteStringValue(text);
        }

        w.WriteEndArray();
    });

    public static string Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return Respell(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    // .NET escapes some characters that Go lets through, and writes escapes in upper case. A backslash of the text itself is doubled, so that it begins no escape.
    private static string Respell(string json)
    {
        var text = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] != '\\')
            {
                text.Append(json[i]);
            }
            else if (json[i + 1] != 'u')
            {
                text.Append(json, i++, 2);
            }
            else
            {
                text.Append(Escape(json.AsSpan(i, 6)));
                i += 5;
            }
        }

        return text.ToString();
    }

    private static string Escape(ReadOnlySpan<char> escape) => escape switch
    {
        "\\u0022" => "\\\"",
        "\\u0027" => "'",
        "\\u002B" => "+",
        "\\u0060" => "`",
        "\\u007F" => "\u007f",
        _ => escape.ToString().ToLowerInvariant(),
    };

    private static JavaScriptEncoder CreateEncoder() => JavaScriptEncoder.Create(UnicodeRanges.All);
}
