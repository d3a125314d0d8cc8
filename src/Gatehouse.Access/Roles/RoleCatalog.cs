using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Artifacts.Spelling;
using static Gatehouse.Access.Permission;

namespace Gatehouse.Access.Roles;

/// <summary>
/// The roles: Google's for notes and occurrences (with <c>gatehouse.projects.get</c> in the place of <c>resourcemanager.projects.get</c>) and ours.
/// </summary>
public static class RoleCatalog
{
    public const string Admin = "roles/gatehouse.admin";

    public static readonly ImmutableArray<Role> All =
    [
        new("roles/containeranalysis.admin", "All of notes and occurrences and their policies; as at Google, without listOccurrences",
        [
            NotesGet, NotesList, NotesCreate, NotesUpdate, NotesDelete, NotesAttachOccurrence, NotesGetIamPolicy, NotesSetIamPolicy,
            OccurrencesGet, OccurrencesList, OccurrencesCreate, OccurrencesUpdate, OccurrencesDelete, OccurrencesGetIamPolicy, OccurrencesSetIamPolicy, ProjectsGet,
        ]),
        new("roles/containeranalysis.editor", "Read and write notes and occurrences",
        [
            NotesGet, NotesList, NotesCreate, NotesUpdate, NotesDelete, NotesListOccurrences, NotesAttachOccurrence,
            OccurrencesGet, OccurrencesList, OccurrencesCreate, OccurrencesUpdate, OccurrencesDelete, ProjectsGet,
        ]),
        new("roles/containeranalysis.notes.editor", "Read and write notes and attach occurrences to them",
            [NotesGet, NotesList, NotesCreate, NotesUpdate, NotesDelete, NotesAttachOccurrence, ProjectsGet]),
        new("roles/containeranalysis.notes.viewer", "Read notes", [NotesGet, NotesList, ProjectsGet]),
        new("roles/containeranalysis.notes.attacher", "Attach occurrences to a note: what makes an attestor", [NotesGet, NotesAttachOccurrence]),
        new("roles/containeranalysis.notes.occurrences.viewer", "Read the occurrences of a note in all projects: what a verifier needs", [NotesGet, NotesListOccurrences]),
        new("roles/containeranalysis.occurrences.editor", "Read and write occurrences", [OccurrencesGet, OccurrencesList, OccurrencesCreate, OccurrencesUpdate, OccurrencesDelete, ProjectsGet]),
        new("roles/containeranalysis.occurrences.viewer", "Read occurrences", [OccurrencesGet, OccurrencesList, ProjectsGet]),
        new(Admin, "Everything; on the server: its administrator", PermissionCatalog.All),
        new("roles/gatehouse.projectOwner", "Everything in a project, who may use it included",
        [
            NotesGet, NotesList, NotesCreate, NotesUpdate, NotesDelete, NotesListOccurrences, NotesAttachOccurrence, NotesGetIamPolicy, NotesSetIamPolicy,
            OccurrencesGet, OccurrencesList, OccurrencesCreate, OccurrencesUpdate, OccurrencesDelete, OccurrencesGetIamPolicy, OccurrencesSetIamPolicy,
            ProjectsGet, ProjectsDelete, ProjectsGetIamPolicy, ProjectsSetIamPolicy, ChangesWatch, AuditList, SubscriptionsManage,
            ManifestsGet, ManifestsApply, DecisionsGet, DecisionsMake,
        ]),
        new("roles/gatehouse.projectCreator", "Create projects (on the server)", [ProjectsCreate, ProjectsList]),
        new("roles/gatehouse.viewer", "Read everything in a project, and who may do what in it",
        [
            NotesGet, NotesList, NotesListOccurrences, NotesGetIamPolicy, OccurrencesGet, OccurrencesList, OccurrencesGetIamPolicy,
            ProjectsGet, ProjectsList, ProjectsGetIamPolicy, ChangesWatch, ManifestsGet, DecisionsGet,
        ]),
        new("roles/gatehouse.ingester", "Record what a build or scanner found: write notes and occurrences, delete none",
            [NotesGet, NotesList, NotesCreate, NotesUpdate, NotesAttachOccurrence, OccurrencesGet, OccurrencesList, OccurrencesCreate, OccurrencesUpdate, ProjectsGet]),
        new("roles/gatehouse.deployer", "Record deployments and ask whether an image may run",
            [NotesGet, NotesList, NotesAttachOccurrence, OccurrencesGet, OccurrencesList, OccurrencesCreate, OccurrencesUpdate, ProjectsGet, ManifestsGet, DecisionsGet, DecisionsMake]),
        new("roles/gatehouse.policyAdmin", "Write image policies and other manifests", [ProjectsGet, ManifestsGet, ManifestsApply, DecisionsGet, DecisionsMake]),
        new("roles/gatehouse.auditor", "Read everything, the audit and all access policies; write nothing",
        [
            NotesGet, NotesList, NotesListOccurrences, NotesGetIamPolicy, OccurrencesGet, OccurrencesList, OccurrencesGetIamPolicy,
            ProjectsGet, ProjectsList, ProjectsGetIamPolicy, ServerGetIamPolicy, ChangesWatch, AuditList, ManifestsGet, DecisionsGet,
        ]),
        new("roles/gatehouse.backupOperator", "Back the store up; not restore, which could replace every policy", [StoreBackup]),
    ];

    private static readonly FrozenDictionary<string, Role> ByName = All.ToFrozenDictionary(r => r.Name);

    public static Role? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The roles that have a permission, smallest first.</summary>
    public static IEnumerable<Role> Granting(string permission) => All.Where(r => r.Set.Contains(permission)).OrderBy(r => r.Permissions.Length);

    /// <summary>What to tell somebody who named a role that does not exist.</summary>
    public static string Unknown(string role) => $"\"{role}\" is not a role{NearestName.Hint(role, All.Select(r => r.Name))}";
}
