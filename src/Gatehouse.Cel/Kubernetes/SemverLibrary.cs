using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>Semantic versions, since Kubernetes 1.33.</summary>
internal static class SemverLibrary
{
    private static readonly CelType Semver = SemverValue.SemverType;

    public static IEnumerable<FunctionDeclaration> Functions =>
    [
        Function("semver",
            Global("string_to_semver", [CelType.String], Semver, a => Parse(a[0].AsString, isNormalized: false)),
            Global("string_bool_to_semver", [CelType.String, CelType.Bool], Semver, a => Parse(a[0].AsString, a[1].AsBool))),
        Function("isSemver",
            Global("is_semver_string", [CelType.String], CelType.Bool, a => Value.Of(!Parse(a[0].AsString, isNormalized: false).IsError)),
            Global("is_semver_string_bool", [CelType.String, CelType.Bool], CelType.Bool, a => Value.Of(!Parse(a[0].AsString, a[1].AsBool).IsError))),
        Function("isGreaterThan", Member("semver_is_greater_than", [Semver, Semver], CelType.Bool, a => Value.Of(Of(a[0]).CompareTo(Of(a[1])) > 0))),
        Function("isLessThan", Member("semver_is_less_than", [Semver, Semver], CelType.Bool, a => Value.Of(Of(a[0]).CompareTo(Of(a[1])) < 0))),
        Function("compareTo", Member("semver_compare_to", [Semver, Semver], CelType.Int, a => Value.Of((long)Of(a[0]).CompareTo(Of(a[1]))))),
        Function("major", Member("semver_major", [Semver], CelType.Int, a => Value.Of(unchecked((long)Of(a[0]).Major)))),
        Function("minor", Member("semver_minor", [Semver], CelType.Int, a => Value.Of(unchecked((long)Of(a[0]).Minor)))),
        Function("patch", Member("semver_patch", [Semver], CelType.Int, a => Value.Of(unchecked((long)Of(a[0]).Patch)))),
    ];

    private static SemverValue Of(in Value value) => (SemverValue)value.AsOpaque;

    private static Value Parse(string text, bool isNormalized) =>
        (isNormalized ? SemverValue.TryParseNormalized(text, out var version, out var problem) : SemverValue.TryParse(text, out version, out problem)) ? Value.Of(version) : CelError.Create(problem);
}
