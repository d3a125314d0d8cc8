namespace Gatehouse.Metadata.Ingestion;

/// <summary>What an import did to the occurrences of one kind, or to notes.</summary>
public sealed record ChangeCounts(int Created = 0, int Updated = 0, int Closed = 0, int Reopened = 0, int Unchanged = 0)
{
    public int Changed => Created + Updated + Closed + Reopened;
}
