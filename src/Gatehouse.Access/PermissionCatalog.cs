using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Artifacts.Spelling;

namespace Gatehouse.Access;

/// <summary>Every permission there is, each with its place in a <see cref="PermissionSet"/>.</summary>
public static class PermissionCatalog
{
    /// <summary>All permissions; an index here is the bit of a <see cref="PermissionSet"/>.</summary>
    public static readonly ImmutableArray<string> All =
    [
        Permission.NotesGet,
        Permission.NotesList,
        Permission.NotesCreate,
        Permission.NotesUpdate,
        Permission.NotesDelete,
        Permission.NotesListOccurrences,
        Permission.NotesAttachOccurrence,
        Permission.NotesGetIamPolicy,
        Permission.NotesSetIamPolicy,
        Permission.OccurrencesGet,
        Permission.OccurrencesList,
        Permission.OccurrencesCreate,
        Permission.OccurrencesUpdate,
        Permission.OccurrencesDelete,
        Permission.OccurrencesGetIamPolicy,
        Permission.OccurrencesSetIamPolicy,
        Permission.ProjectsCreate,
        Permission.ProjectsGet,
        Permission.ProjectsList,
        Permission.ProjectsDelete,
        Permission.ProjectsGetIamPolicy,
        Permission.ProjectsSetIamPolicy,
        Permission.ChangesWatch,
        Permission.AuditList,
        Permission.TokensManage,
        Permission.SubscriptionsManage,
        Permission.ManifestsGet,
        Permission.ManifestsApply,
        Permission.DecisionsGet,
        Permission.DecisionsMake,
        Permission.StoreBackup,
        Permission.StoreRestore,
        Permission.ServerGetIamPolicy,
        Permission.ServerSetIamPolicy,
    ];

    private static readonly FrozenDictionary<string, int> Indexes = All.Select((name, index) => (name, index)).ToFrozenDictionary(p => p.name, p => p.index);

    /// <summary>Those that are held on projects and what is in them. Holding one is knowing of the project; the others are the server's own.</summary>
    public static readonly PermissionSet OfProjects = PermissionSet.Of(All.Where(p => !IsOfServer(p)));

    public static bool IsKnown(string permission) => Indexes.ContainsKey(permission);

    /// <summary>The bit of a permission. Throws <see cref="ArgumentException"/> for an unknown one: services ask by the constants of <see cref="Permission"/>.</summary>
    public static int IndexOf(string permission) =>
        Indexes.TryGetValue(permission, out var index) ? index : throw new ArgumentException(Unknown(permission), nameof(permission));

    /// <summary>What to tell somebody who named a permission that does not exist.</summary>
    public static string Unknown(string permission) => $"\"{permission}\" is not a permission{NearestName.Hint(permission, All)}";

    private static bool IsOfServer(string permission) => permission is Permission.ProjectsCreate or Permission.ProjectsList or Permission.TokensManage
        or Permission.StoreBackup or Permission.StoreRestore or Permission.ServerGetIamPolicy or Permission.ServerSetIamPolicy;
}
