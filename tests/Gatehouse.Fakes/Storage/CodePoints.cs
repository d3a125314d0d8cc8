using System.Text;

namespace Gatehouse.Fakes.Storage;

internal static class CodePoints
{
    /// <summary>The order of the UTF-8 bytes.</summary>
    public static int Compare(string left, string right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}
