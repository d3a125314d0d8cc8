using System.Buffers;
using System.Buffers.Binary;

namespace Gatehouse.Admission.Decisions;

/// <summary>
/// Ids of decisions: 26 characters, the time counted down in milliseconds and 80 random bits, in an alphabet without look-alikes. In ordinal order the newest comes
/// first, so that a list by key is a list by age.
/// </summary>
/// <param name="fillRandomly">Fills with random bytes; a decision's id may be guessed by nobody who has not seen it.</param>
public sealed class DecisionIds(TimeProvider time, DecisionIds.RandomBytes fillRandomly)
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;
    private const long LastMillisecond = (1L << 48) - 1;

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    public delegate void RandomBytes(Span<byte> bytes);

    public string Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        fillRandomly(bytes[6..]);
        Span<byte> countdown = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(countdown, LastMillisecond - time.GetUtcNow().ToUnixTimeMilliseconds());
        countdown[2..].CopyTo(bytes);
        return Encode(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    public static bool IsValid(string text) => text.Length == Length && !text.AsSpan().ContainsAnyExcept(Letters);

    private static string Encode(UInt128 value) => string.Create(Length, value, static (text, rest) =>
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(rest & 31)];
            rest >>= 5;
        }
    });
}
