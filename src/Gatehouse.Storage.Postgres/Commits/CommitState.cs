using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Storage.Postgres.Commits;

/// <summary>All that the sets of one transaction touch, and the changes they make.</summary>
internal sealed class CommitState
{
    private readonly List<Change> _trialChanges = [];

    public Ledger<ProjectName, ProjectRow> Projects { get; } = new();

    public Ledger<NoteName, NoteRow> Notes { get; } = new();

    public Ledger<OccurrenceName, OccurrenceRow> Occurrences { get; } = new();

    public Ledger<DocumentKey, DocumentRow> Documents { get; } = new();

    public List<Change> Changes { get; } = [];

    public void Record(Change change) => _trialChanges.Add(change);

    public void Accept()
    {
        Projects.Accept();
        Notes.Accept();
        Occurrences.Accept();
        Documents.Accept();
        Changes.AddRange(_trialChanges);
        _trialChanges.Clear();
    }

    public void Reject()
    {
        Projects.Reject();
        Notes.Reject();
        Occurrences.Reject();
        Documents.Reject();
        _trialChanges.Clear();
    }
}
