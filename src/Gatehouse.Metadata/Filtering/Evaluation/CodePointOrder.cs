namespace Gatehouse.Metadata.Filtering.Evaluation;

/// <summary>
/// Orders text by code points, as databases order UTF-8. UTF-16 alone would put the characters beyond U+FFFF, which are written with surrogates,
/// before U+E000 to U+FFFF.
/// </summary>
internal static class CodePointOrder
{
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var common = left.CommonPrefixLength(right);
        return common == left.Length || common == right.Length
            ? left.Length.CompareTo(right.Length)
            : Rank(left[common]).CompareTo(Rank(right[common]));
    }

    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
