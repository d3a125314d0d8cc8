namespace Gatehouse.Attestation.Notation;

/// <summary>Text of an untrusted document as a message may repeat it.</summary>
internal static class Shown
{
    private const int Longest = 80;

    public static string Of(string text)
    {
        var start = text.Length <= Longest ? text : text[..Longest] + "…";
        return string.Concat(start.Select(c => char.IsControl(c) ? '\uFFFD' : c));
    }
}
