using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Dialects;
using Gatehouse.Cel.Library;
using Gatehouse.Cel.Parsing;
using Gatehouse.Cel.Types;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>The base environment of the API server for a minor version (k8s.io/apiserver, <c>cel/environment/base.go</c>).</summary>
internal static class KubernetesProfile
{
    public static DialectProfile Create(int minor) => new()
    {
        Parser = new()
        {
            HasOptionals = minor >= 28,
            HasEscapedIdentifiers = false,
            Macros = DialectProfile.Index(Macros(minor)),
        },
        Functions = DialectProfile.Join(Libraries(minor).Select(KubernetesCosts.Charge)),
        NamedTypes = DialectProfile.Types(NamedTypes(minor)),
        Limits = CelLimits.Kubernetes,
        Estimates = KubernetesEstimates.Of,
        HasTestCost = false,
        Validate = (expr, issues) => Validators.Validate(expr, issues, hasLiterals: minor >= 29),
    };

    private static IEnumerable<Macro> Macros(int minor) =>
    [
        .. StandardMacros.All,
        .. minor >= 28 ? OptionalLibrary.Macros : [],
        .. minor >= 32 ? TwoVariableMacros.All : [],
        .. minor >= 34 ? ListLibrary.Macros : [],
    ];

    private static IEnumerable<FunctionDeclaration> Libraries(int minor) =>
    [
        .. StandardLibrary.Functions(hasCrossTypeComparisons: minor >= 28, CelDialect.Kubernetes),
        .. UrlLibrary.Functions, .. FindLibrary.Functions, .. KubernetesListLibrary.Functions,
        .. TextLibrary.Functions(minor >= 29 ? 2 : 0, CelDialect.Kubernetes),
        .. AuthorizationLibrary.Functions,
        .. minor >= 28 ? OptionalLibrary.Functions.Concat(OptionalLibrary.ListFunctions) : [],
        .. minor >= 28 ? QuantityLibrary.Functions : [],
        .. minor >= 29 ? SetLibrary.Functions : [],
        .. minor >= 30 ? NetworkLibrary.AddressFunctions(CelDialect.Kubernetes).Concat(NetworkLibrary.BlockFunctions(CelDialect.Kubernetes)) : [],
        .. minor >= 31 ? FormatLibrary.Functions.Concat(AuthorizationLibrary.SelectorFunctions) : [],
        .. minor >= 32 ? BindingLibrary.Functions : [],
        .. minor >= 33 ? SemverLibrary.Functions : [],
        .. minor >= 34 ? ListLibrary.Functions(3) : [],
    ];

    private static IEnumerable<(string, CelType)> NamedTypes(int minor) =>
    [
        ("optional_type", CelType.Optional(CelType.Dyn)),
        .. minor >= 30 ? new[] { ("net.IP", NetworkLibrary.AddressType), ("net.CIDR", NetworkLibrary.BlockType) } : [],
        (UrlValue.UrlType.Name, UrlValue.UrlType),
        (QuantityValue.QuantityType.Name, QuantityValue.QuantityType),
        (SemverValue.SemverType.Name, SemverValue.SemverType),
        (FormatValue.FormatType.Name, FormatValue.FormatType),
    ];
}
