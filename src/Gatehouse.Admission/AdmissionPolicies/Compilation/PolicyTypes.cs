using Gatehouse.Cel.Types;

namespace Gatehouse.Admission.AdmissionPolicies.Compilation;

/// <summary>The types of <c>request</c> and <c>namespaceObject</c>, field by field, with the API server's names (k8s.io/apiserver, <c>admission/plugin/cel/compile.go</c>).</summary>
internal static class PolicyTypes
{
    public const string Variables = "kubernetes.variables";

    public static readonly CelType Namespace = CelType.Message("kubernetes.Namespace");

    public static readonly CelType Request = CelType.Message("kubernetes.AdmissionRequest");

    private static readonly CelType Texts = CelType.List(CelType.String);

    private static readonly CelType TextMap = CelType.Map(CelType.String, CelType.String);

    public static Dictionary<string, IReadOnlyDictionary<string, CelType>> CreateObjects() => new(StringComparer.Ordinal)
    {
        ["kubernetes.GroupVersionKind"] = Fields(("group", CelType.String), ("version", CelType.String), ("kind", CelType.String)),
        ["kubernetes.GroupVersionResource"] = Fields(("group", CelType.String), ("version", CelType.String), ("resource", CelType.String)),
        ["kubernetes.UserInfo"] = Fields(("username", CelType.String), ("uid", CelType.String), ("groups", Texts), ("extra", CelType.Map(CelType.String, Texts))),
        [Request.Name] = RequestFields(),
        [Namespace.Name] = Fields(
            ("metadata", CelType.Message("kubernetes.NamespaceMetadata")), ("spec", CelType.Message("kubernetes.NamespaceSpec")), ("status", CelType.Message("kubernetes.NamespaceStatus"))),
        ["kubernetes.NamespaceSpec"] = Fields(("finalizers", Texts)),
        ["kubernetes.NamespaceStatus"] = Fields(("conditions", CelType.List(CelType.Message("kubernetes.NamespaceCondition"))), ("phase", CelType.String)),
        ["kubernetes.NamespaceCondition"] = Fields(
            ("status", CelType.String), ("type", CelType.String), ("lastTransitionTime", CelType.Timestamp), ("message", CelType.String), ("reason", CelType.String)),
        ["kubernetes.NamespaceMetadata"] = MetadataFields(),
    };

    private static Dictionary<string, CelType> RequestFields()
    {
        var (kind, resource) = (CelType.Message("kubernetes.GroupVersionKind"), CelType.Message("kubernetes.GroupVersionResource"));
        return Fields(
            ("kind", kind), ("resource", resource), ("subResource", CelType.String), ("requestKind", kind), ("requestResource", resource), ("requestSubResource", CelType.String), ("name", CelType.String),
            ("namespace", CelType.String), ("operation", CelType.String), ("userInfo", CelType.Message("kubernetes.UserInfo")), ("dryRun", CelType.Bool), ("options", CelType.Dyn));
    }

    // "UID" is how the API server declares it; nothing is ever found under it.
    private static Dictionary<string, CelType> MetadataFields() => Fields(
        ("name", CelType.String), ("generateName", CelType.String), ("namespace", CelType.String), ("labels", TextMap), ("annotations", TextMap), ("UID", CelType.String),
        ("creationTimestamp", CelType.Timestamp), ("deletionGracePeriodSeconds", CelType.Int), ("deletionTimestamp", CelType.Timestamp), ("generation", CelType.Int), ("resourceVersion", CelType.String),
        ("finalizers", Texts));

    private static Dictionary<string, CelType> Fields(params ReadOnlySpan<(string Name, CelType Type)> fields)
    {
        var table = new Dictionary<string, CelType>(fields.Length, StringComparer.Ordinal);
        foreach (var (name, type) in fields)
        {
            table[name] = type;
        }

        return table;
    }

    /// <summary>What a variable is declared as: what is neither a scalar nor a list or map becomes <c>dyn</c>.</summary>
    public static CelType Declare(CelType type) => type.Kind switch
    {
        _ when type.IsWrapper => CelType.Dyn,
        CelTypeKind.List => CelType.List(Declare(type.First)),
        CelTypeKind.Map => CelType.Map(Declare(type.First), Declare(type.Second)),
        CelTypeKind.Bool or CelTypeKind.Bytes or CelTypeKind.Double or CelTypeKind.Duration or CelTypeKind.Int or CelTypeKind.Null or CelTypeKind.String or CelTypeKind.Timestamp or CelTypeKind.Uint => type,
        CelTypeKind.Any => CelType.Any,
        _ => CelType.Dyn,
    };
}
