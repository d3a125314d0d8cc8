using System.Text;
using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Library;

/// <summary>The strings extension. Positions count code points.</summary>
internal static class TextLibrary
{
    private const int ResultLimit = 64 * 1024 * 1024;
    private static readonly CelType Text = CelType.String;

    /// <param name="version">Of the extension: 1 has <c>format</c> and <c>strings.quote</c>, 2 <c>join</c>, 3 <c>reverse</c>.</param>
    public static IEnumerable<FunctionDeclaration> Functions(int version, CelDialect dialect)
    {
        var isSpec = dialect == CelDialect.Spec;
        yield return Function("charAt", Member("string_char_at_int", [Text, CelType.Int], Text, a => CharAt(a[0].AsString, a[1].AsInt)));
        yield return Function("indexOf",
            Member("string_index_of_string", [Text, Text], CelType.Int, a => IndexOf(a[0].AsString, a[1].AsString, 0, isSpec)),
            Member("string_index_of_string_int", [Text, Text, CelType.Int], CelType.Int, a => IndexOf(a[0].AsString, a[1].AsString, a[2].AsInt, isSpec)));
        yield return Function("lastIndexOf",
            Member("string_last_index_of_string", [Text, Text], CelType.Int, a => LastIndexOf(a[0].AsString, a[1].AsString)),
            Member("string_last_index_of_string_int", [Text, Text, CelType.Int], CelType.Int, a => LastIndexOf(a[0].AsString, a[1].AsString, a[2].AsInt, isSpec)));
        yield return Function("lowerAscii", Member("string_lower_ascii", [Text], Text, a => Value.Of(MapAscii(a[0].AsString, toUpper: false))));
        yield return Function("upperAscii", Member("string_upper_ascii", [Text], Text, a => Value.Of(MapAscii(a[0].AsString, toUpper: true))));
        yield return Function("replace",
            Member("string_replace_string_string", [Text, Text, Text], Text, a => Replace(a[0].AsString, a[1].AsString, a[2].AsString, -1)),
            Member("string_replace_string_string_int", [Text, Text, Text, CelType.Int], Text, a => Replace(a[0].AsString, a[1].AsString, a[2].AsString, a[3].AsInt)));
        yield return Function("split",
            Member("string_split_string", [Text, Text], ListText, a => Split(a[0].AsString, a[1].AsString, -1)),
            Member("string_split_string_int", [Text, Text, CelType.Int], ListText, a => Split(a[0].AsString, a[1].AsString, a[2].AsInt)));
        yield return Function("substring",
            Member("string_substring_int", [Text, CelType.Int], Text, a => Substring(a[0].AsString, a[1].AsInt, null)),
            Member("string_substring_int_int", [Text, CelType.Int, CelType.Int], Text, a => Substring(a[0].AsString, a[1].AsInt, a[2].AsInt)));
        yield return Function("trim", Member("string_trim", [Text], Text, a => Value.Of(a[0].AsString.AsSpan().Trim(WhiteSpace).ToString())));
        if (version >= 1)
        {
            yield return Function("format", Member("string_format", [Text, CelType.List(CelType.Dyn)], Text, a => TextFormat.Format(a[0].AsString, a[1], dialect), (ReadOnlySpan<Value> a, in Value _) => Costs.Sizes.Traversal(a[0])));
            yield return Function("strings.quote", Global("strings_quote", [Text], Text, a => Value.Of(Quote(a[0].AsString)), (ReadOnlySpan<Value> a, in Value _) => Costs.Sizes.Traversal(a[0])));
        }
        yield return Function("join",
            Member("list_join", [ListText], Text, a => Join(a[0], "")),
            Member("list_join_string", [ListText, Text], Text, a => Join(a[0], a[1].AsString)));
        if (version >= 3)
        {
            yield return Function("reverse", Member("string_reverse", [Text], Text, a => Value.Of(Reverse(a[0].AsString))));
        }
    }

    // White_Space of Unicode, as Go's strings.TrimSpace has it.
    private const string WhiteSpace = "\t\n\v\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

    private static Value OutOfRange(long index) => CelError.Create($"index out of range: {index}");

    private static Value CharAt(string text, long index)
    {
        var count = Texts.CodePoints(text);
        if (index < 0 || index > count)
        {
            return OutOfRange(index);
        }
        if (index == count)
        {
            return Value.Of("");
        }
        var offset = Texts.OffsetOf(text, index);
        return Value.Of(text.Substring(offset, char.IsSurrogatePair(text, offset) ? 2 : 1));
    }

    /// <param name="isStrict">Whether starting beyond the end is an error, as the specification's tests have it, rather than finding nothing.</param>
    private static Value IndexOf(string text, string part, long start, bool isStrict)
    {
        var count = Texts.CodePoints(text);
        if (start < 0 || (isStrict && start > count))
        {
            return OutOfRange(start);
        }
        if (start >= count)
        {
            return Value.Of(part.Length == 0 ? count : -1L);
        }
        var offset = text.IndexOf(part, Texts.OffsetOf(text, start), StringComparison.Ordinal);
        return Value.Of(offset < 0 ? -1L : Texts.IndexOf(text, offset));
    }

    private static Value LastIndexOf(string text, string part)
    {
        var offset = part.Length == 0 ? text.Length : text.LastIndexOf(part, StringComparison.Ordinal);
        return Value.Of(offset < 0 ? -1L : Texts.IndexOf(text, offset));
    }

    private static Value LastIndexOf(string text, string part, long start, bool isStrict)
    {
        var count = Texts.CodePoints(text);
        if (start < 0 || (isStrict && start > count))
        {
            return OutOfRange(start);
        }
        if (start >= count && (!isStrict || part.Length == 0 || start > count))
        {
            return Value.Of(part.Length == 0 ? count : -1L);
        }
        var end = (long)Texts.OffsetOf(text, start) + part.Length;
        var offset = part.Length == 0 ? Texts.OffsetOf(text, start) : text.AsSpan(0, (int)Math.Min(end, text.Length)).LastIndexOf(part);
        return Value.Of(offset < 0 ? -1L : Texts.IndexOf(text, offset));
    }

    private static string MapAscii(string text, bool toUpper) => string.Create(text.Length, (text, toUpper), static (span, state) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            var c = state.text[i];
            span[i] = state.toUpper ? (char.IsAsciiLetterLower(c) ? (char)(c - 32) : c) : (char.IsAsciiLetterUpper(c) ? (char)(c + 32) : c);
        }
    });

    private static Value Replace(string text, string old, string replacement, long limit)
    {
        if (limit == 0 || old == replacement)
        {
            return Value.Of(text);
        }
        var result = new StringBuilder();
        var at = 0;
        for (var done = 0L; limit < 0 || done < limit; done++)
        {
            // An empty text is found before every code point and at the end.
            var found = old.Length > 0 ? text.IndexOf(old, at, StringComparison.Ordinal)
                : done == 0 ? 0
                : at < text.Length ? at + (char.IsSurrogatePair(text, at) ? 2 : 1) : -1;
            if (found < 0)
            {
                break;
            }
            result.Append(text, at, found - at).Append(replacement);
            at = found + old.Length;
            if (result.Length > ResultLimit)
            {
                return CelError.Create("replace: the result is too long");
            }
        }
        return Value.Of(result.Append(text, at, text.Length - at).ToString());
    }

    private static Value Split(string text, string separator, long limit)
    {
        if (limit == 0)
        {
            return Value.List([]);
        }
        List<Value> parts = [];
        var at = 0;
        while (limit < 0 || parts.Count < limit - 1)
        {
            var end = separator.Length == 0 ? NextCodePoint(text, at) : text.IndexOf(separator, at, StringComparison.Ordinal);
            if (end < 0 || (separator.Length == 0 && end >= text.Length))
            {
                break;
            }
            parts.Add(Value.Of(text[at..end]));
            at = end + separator.Length;
        }
        if (separator.Length > 0 || at < text.Length)
        {
            parts.Add(Value.Of(text[at..]));
        }
        return Value.List([.. parts]);
    }

    private static int NextCodePoint(string text, int at) => at >= text.Length ? -1 : at + (char.IsSurrogatePair(text, at) ? 2 : 1);

    private static Value Substring(string text, long start, long? end)
    {
        var count = Texts.CodePoints(text);
        if (end is { } stop && start > stop)
        {
            return CelError.Create($"invalid substring range. start: {start}, end: {stop}");
        }
        if (start < 0 || start > count)
        {
            return OutOfRange(start);
        }
        if (end is < 0 || end > count)
        {
            return OutOfRange(end.Value);
        }
        var from = Texts.OffsetOf(text, start);
        return Value.Of(end is null ? text[from..] : text[from..Texts.OffsetOf(text, end.Value)]);
    }

    internal static Value Join(in Value list, string separator)
    {
        var text = new StringBuilder();
        var isFirst = true;
        for (var cursor = 0L; list.ListSource.MoveNext(list.Handle, ref cursor, out var item); isFirst = false)
        {
            if (item.Kind != ValueKind.String)
            {
                return item.IsErrorOrUnknown ? item : CelError.Create($"join: invalid input: {ValueText.Describe(item)}");
            }
            text.Append(isFirst ? "" : separator).Append(item.AsString);
            if (text.Length > ResultLimit)
            {
                return CelError.Create("join: the result is too long");
            }
        }
        return Value.Of(text.ToString());
    }

    private static string Reverse(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (i > 0 && char.IsSurrogatePair(text, i - 1))
            {
                result.Append(text, --i, 2);
            }
            else
            {
                result.Append(text[i]);
            }
        }
        return result.ToString();
    }

    internal static string Quote(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '\a' => result.Append("\\a"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\v' => result.Append("\\v"),
                '\\' => result.Append("\\\\"),
                '"' => result.Append("\\\""),
                _ => result.Append(c),
            };
        }
        return result.Append('"').ToString();
    }
}
