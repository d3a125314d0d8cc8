using System.Text;

namespace Gatehouse.Storage.Postgres.Records;

/// <summary>The order of <c>COLLATE "C"</c>: by code points, where ordinal order is by UTF-16 units.</summary>
internal sealed class CodePointOrder : IComparer<string>
{
    public static CodePointOrder Instance { get; } = new();

    public int Compare(string? x, string? y) => Encoding.UTF8.GetBytes(x!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y!));
}
