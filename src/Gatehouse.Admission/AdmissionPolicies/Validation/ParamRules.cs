using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Cel.Kubernetes;

namespace Gatehouse.Admission.AdmissionPolicies.Validation;

/// <summary>Rules of <c>paramKind</c>, <c>paramRef</c> and of names in expressions.</summary>
internal static partial class ParamRules
{
    private static readonly FrozenSet<string> Reserved = new[]
    {
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
    }.ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\A[_a-zA-Z][_a-zA-Z0-9]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Identifier { get; }

    public static bool IsIdentifier(string name) => Identifier.IsMatch(name) && !Reserved.Contains(name);

    public static void CheckKind(ParamKind kind, FieldErrors errors)
    {
        CheckVersion(kind.ApiVersion, errors);
        if (kind.Kind.Length == 0)
        {
            errors.Required("spec.paramKind.kind");
        }
        else if (KubernetesNames.CheckLabel1035(kind.Kind.ToLowerInvariant()) is { Count: > 0 } problems)
        {
            errors.Invalid("spec.paramKind.kind", kind.Kind, $"may have mixed case, but should otherwise match: {string.Join(",", problems)}");
        }
    }

    private static void CheckVersion(string apiVersion, FieldErrors errors)
    {
        const string Field = "spec.paramKind.apiVersion";
        var parts = apiVersion == "/" ? ["", ""] : apiVersion.Split('/');
        switch (parts)
        {
            case [""]:
                errors.Required(Field);
                break;
            case [var version]:
                CheckVersion(Field, apiVersion, "", version, errors);
                break;
            case [var group, var version]:
                CheckVersion(Field, apiVersion, group, version, errors);
                break;
            default:
                errors.Invalid(Field, apiVersion, $"unexpected GroupVersion string: {apiVersion}");
                break;
        }
    }

    private static void CheckVersion(string field, string whole, string group, string version, FieldErrors errors)
    {
        if (group.Length > 0 && KubernetesNames.CheckSubdomain(group) is { Count: > 0 } wrongGroup)
        {
            errors.Invalid(field, group, string.Join(",", wrongGroup));
        }

        if (version.Length == 0)
        {
            errors.Invalid(field, whole, "version must be specified");
        }
        else if (KubernetesNames.CheckLabel1035(version) is { Count: > 0 } wrongVersion)
        {
            errors.Invalid(field, version, string.Join(",", wrongVersion));
        }
    }

    public static void CheckReference(ParamReference reference, FieldErrors errors)
    {
        const string Field = "spec.paramRef";
        CheckName(reference, Field, errors);
        if (reference.Selector is { } selector)
        {
            MatchRules.CheckSelector(selector, $"{Field}.selector", errors);
            if (reference.Name.Length > 0)
            {
                errors.Forbidden($"{Field}.selector", "name and selector are mutually exclusive");
            }
        }
        else if (reference.Name.Length == 0)
        {
            errors.Required(Field, "one of name or selector must be specified");
        }

        if (string.IsNullOrEmpty(reference.ParameterNotFoundAction))
        {
            errors.Required($"{Field}.parameterNotFoundAction");
        }
        else if (reference.ParameterNotFoundAction is not ("Deny" or "Allow"))
        {
            errors.NotSupported($"{Field}.parameterNotFoundAction", reference.ParameterNotFoundAction, "Deny", "Allow");
        }
    }

    private static void CheckName(ParamReference reference, string field, FieldErrors errors)
    {
        if (reference.Name.Length == 0)
        {
            return;
        }

        CheckPathSegment(reference.Name, $"{field}.name", errors);
        if (reference.Selector is not null)
        {
            errors.Forbidden($"{field}.name", "name and selector are mutually exclusive");
        }
    }

    /// <summary>A name that stands in the path of an URL.</summary>
    public static void CheckPathSegment(string name, string field, FieldErrors errors)
    {
        if (name is "." or "..")
        {
            errors.Invalid(field, name, $"may not be '{name}'");
            return;
        }

        foreach (var illegal in "/%".Where(name.Contains))
        {
            errors.Invalid(field, name, $"may not contain '{illegal}'");
        }
    }
}
