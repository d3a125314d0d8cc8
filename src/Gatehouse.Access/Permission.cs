namespace Gatehouse.Access;

/// <summary>Names of permissions: Google's for notes and occurrences, ours for the rest.</summary>
public static class Permission
{
    public const string NotesGet = "containeranalysis.notes.get";
    public const string NotesList = "containeranalysis.notes.list";
    public const string NotesCreate = "containeranalysis.notes.create";
    public const string NotesUpdate = "containeranalysis.notes.update";
    public const string NotesDelete = "containeranalysis.notes.delete";
    public const string NotesListOccurrences = "containeranalysis.notes.listOccurrences";
    public const string NotesAttachOccurrence = "containeranalysis.notes.attachOccurrence";
    public const string NotesGetIamPolicy = "containeranalysis.notes.getIamPolicy";
    public const string NotesSetIamPolicy = "containeranalysis.notes.setIamPolicy";
    public const string OccurrencesGet = "containeranalysis.occurrences.get";
    public const string OccurrencesList = "containeranalysis.occurrences.list";
    public const string OccurrencesCreate = "containeranalysis.occurrences.create";
    public const string OccurrencesUpdate = "containeranalysis.occurrences.update";
    public const string OccurrencesDelete = "containeranalysis.occurrences.delete";
    public const string OccurrencesGetIamPolicy = "containeranalysis.occurrences.getIamPolicy";
    public const string OccurrencesSetIamPolicy = "containeranalysis.occurrences.setIamPolicy";
    public const string ProjectsCreate = "gatehouse.projects.create";
    public const string ProjectsGet = "gatehouse.projects.get";
    public const string ProjectsList = "gatehouse.projects.list";
    public const string ProjectsDelete = "gatehouse.projects.delete";
    public const string ProjectsGetIamPolicy = "gatehouse.projects.getIamPolicy";
    public const string ProjectsSetIamPolicy = "gatehouse.projects.setIamPolicy";
    public const string ChangesWatch = "gatehouse.changes.watch";
    public const string AuditList = "gatehouse.audit.list";
    public const string TokensManage = "gatehouse.tokens.manage";
    public const string SubscriptionsManage = "gatehouse.subscriptions.manage";
    public const string ManifestsGet = "gatehouse.manifests.get";
    public const string ManifestsApply = "gatehouse.manifests.apply";
    public const string DecisionsGet = "gatehouse.decisions.get";
    public const string DecisionsMake = "gatehouse.decisions.make";
    public const string StoreBackup = "gatehouse.store.backup";
    public const string StoreRestore = "gatehouse.store.restore";
    public const string ServerGetIamPolicy = "gatehouse.server.getIamPolicy";
    public const string ServerSetIamPolicy = "gatehouse.server.setIamPolicy";
}
