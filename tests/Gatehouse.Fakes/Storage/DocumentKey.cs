namespace Gatehouse.Fakes.Storage;

/// <summary>Ordered by collection and key, each by code points.</summary>
internal readonly record struct DocumentKey(string Collection, string Key) : IComparable<DocumentKey>
{
    public int CompareTo(DocumentKey other)
    {
        var byCollection = CodePoints.Compare(Collection, other.Collection);
        return byCollection != 0 ? byCollection : CodePoints.Compare(Key, other.Key);
    }
}
