using System.Buffers;

namespace Gatehouse.Artifacts.Content;

/// <summary>Content address: <c>sha256:</c> and 64 lower-case hex digits (OCI image-spec, "Digests").</summary>
public readonly record struct Digest
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");
    private readonly string? _text;

    private Digest(string text) => _text = text;

    public static bool TryParse(ReadOnlySpan<char> text, out Digest digest)
    {
        var valid = text.Length == 71 && text.StartsWith("sha256:", StringComparison.Ordinal) && !text[7..].ContainsAnyExcept(LowerHex);
        digest = valid ? new(text.ToString()) : default;
        return valid;
    }

    public static bool TryParse(string? text, out Digest digest) => TryParse(text.AsSpan(), out digest);

    public static Digest Parse(string text) => TryParse(text, out var digest) ? digest : throw new FormatException($"\"{text}\" is not a sha256 digest.");

    public override string ToString() => _text ?? throw new InvalidOperationException("default(Digest) names no content.");
}
