namespace Gatehouse.Cel.Messages;

/// <summary>Comparison of what messages carry without knowing it: byte for byte, in order.</summary>
internal static class UnknownFields
{
    public static bool AreEqual(byte[] left, byte[] right) => left.AsSpan().SequenceEqual(right);
}
