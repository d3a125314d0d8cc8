using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Library;

/// <summary>Base64, with padding or without it when decoding.</summary>
internal static class EncodingLibrary
{
    public static IEnumerable<FunctionDeclaration> Functions =>
    [
        Function("base64.encode", Global("base64_encode_bytes", [CelType.Bytes], CelType.String, a => Value.Of(Convert.ToBase64String(a[0].AsBytes)), (ReadOnlySpan<Value> a, in Value _) => Costs.Sizes.Traversal(a[0]))),
        Function("base64.decode", Global("base64_decode_string", [CelType.String], CelType.Bytes, a => Decode(a[0].AsString), (ReadOnlySpan<Value> a, in Value _) => Costs.Sizes.Traversal(a[0]))),
    ];

    internal static Value Decode(string text)
    {
        var bare = text.TrimEnd('=');
        var padded = bare.PadRight((bare.Length + 3) / 4 * 4, '=');
        var octets = new byte[padded.Length];
        var isValid = text.Length - bare.Length <= 2 && (text.Length == bare.Length || text.Length == padded.Length) && bare.AsSpan().IndexOfAny(" \t\r\n") < 0;
        return isValid && Convert.TryFromBase64String(padded, octets, out var written) ? Value.Of(octets[..written]) : CelError.Create("illegal base64 data");
    }
}
