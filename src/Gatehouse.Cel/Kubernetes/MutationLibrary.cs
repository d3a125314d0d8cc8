using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>What expressions of a <c>MutatingAdmissionPolicy</c> have beyond others: the types <c>Object</c> and <c>JSONPatch</c>, and <c>jsonpatch.escapeKey</c>.</summary>
public static class MutationLibrary
{
    private static readonly Dictionary<string, CelType> PatchFields = new(StringComparer.Ordinal)
    {
        ["op"] = CelType.String,
        ["path"] = CelType.String,
        ["from"] = CelType.String,
        ["value"] = CelType.Dyn,
    };

    /// <summary>The options with all of it added.</summary>
    public static CelEnvironmentOptions AddTo(CelEnvironmentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            OpenObjects = [.. options.OpenObjects, "Object"],
            Objects = new Dictionary<string, IReadOnlyDictionary<string, CelType>>(options.Objects, StringComparer.Ordinal) { ["JSONPatch"] = PatchFields },
            Functions = [.. options.Functions, KubernetesCosts.Charge(EscapeKey)],
        };
    }

    // RFC 6901, section 4: the tilde is an escape of its own; Go's replacer looks at each character once.
    private static FunctionDeclaration EscapeKey => Function("jsonpatch.escapeKey",
        Global("string_jsonpatch_escapeKey_string", [CelType.String], CelType.String, a => Value.Of(a[0].AsString.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal))));
}
