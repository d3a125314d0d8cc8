using Gatehouse.Cel.Costs;
using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>What the API server estimates for functions before they run (k8s.io/apiserver, <c>EstimateCallCost</c>); it decides which rules may be stored.</summary>
internal static class KubernetesEstimates
{
    private const double AssumedPatternLength = 128;
    private static readonly CostRange Address = new(4, 16);

    public static CallEstimate? Of(string function, string overload, CallOperands operands) => function switch
    {
        "check" => new(CostRange.Of(350_000)),
        "serviceAccount" or "path" or "group" or "resource" or "subresource" or "namespace" or "name" or "allowed" or "reason" or "error" or "errored"
            or "masked" or "prefixLength" or "family" or "isUnspecified" or "isLoopback" or "isLinkLocalMulticast" or "isLinkLocalUnicast" or "isGlobalUnicast" or "format.named"
            or "sign" or "asInteger" or "isInteger" or "asApproximateFloat" or "isGreaterThan" or "isLessThan" or "compareTo" or "add" or "sub" or "major" or "minor" or "patch"
            or "getScheme" or "getHostname" or "getHost" or "getPort" or "getEscapedPath" or "getQuery" => CallEstimate.Nominal,
        "fieldSelector" or "labelSelector" => new(Selector(operands.SizeOf(0))),
        "isSorted" or "sum" or "max" or "min" or "indexOf" or "lastIndexOf" => Traversal(operands),
        "url" or "jsonpatch.escapeKey" => new(Text(operands.SizeOf(0)), operands.SizeOf(0)),
        "lowerAscii" or "upperAscii" or "substring" or "trim" => new(Text(operands.TargetSize), operands.TargetSize),
        "replace" when operands.Count >= 2 => new(operands.TargetSize.Times(2 * Sizes.TextFactor), Replaced(operands.TargetSize, operands.SizeOf(0), operands.SizeOf(1))),
        "split" => new(operands.TargetSize.Times(2 * Sizes.TextFactor), new(0, Parts(operands))),
        "join" => Join(operands),
        "find" or "findAll" => new((operands.TargetSize + CostRange.Of(1)).Times(Sizes.TextFactor) * operands.SizeOf(0).Times(Sizes.PatternFactor), new(0, operands.TargetSize.Maximum)),
        "ip" when overload == "cidr_ip" => CallEstimate.Nominal,
        "ip" or "cidr" or "isIP" or "isCIDR" or "quantity" or "isQuantity" or "semver" or "isSemver" => new(Text(operands.SizeOf(0))),
        "ip.isCanonical" => new(operands.SizeOf(0).Times(2 * Sizes.TextFactor)),
        "containsIP" => new(Text(Address + Address) + Parsed(overload, operands)),
        "containsCIDR" => new(Text(Address + Address) + Text(Address) + CostRange.Of(1) + Parsed(overload, operands)),
        "validate" => new(Text(operands.SizeOf(0)).Times(AssumedPatternLength * Sizes.PatternFactor)),
        Operators.Equal => Equality(operands),
        _ => null,
    };

    private static CostRange Text(CostRange size) => size.Times(Sizes.TextFactor);

    private static CostRange Parsed(string overload, CallOperands operands) => overload.EndsWith("_string", StringComparison.Ordinal) ? Text(operands.SizeOf(0)) : default;

    private static CostRange Selector(CostRange length) =>
        CostRange.Of(Sizes.ListCreation) + Text(length) + length.Times(0.5).Times(Sizes.ListCreation + Sizes.StructCreation);

    private static CallEstimate Traversal(CallOperands operands)
    {
        if (operands.TargetType.Kind != CelTypeKind.List)
        {
            return new(Text(operands.TargetSize));
        }
        var element = CostRange.Of(1);
        if (operands.TargetType.First.Kind is CelTypeKind.String or CelTypeKind.Bytes)
        {
            element += Text(operands.TargetItemSize);
        }
        return new(operands.TargetSize * element);
    }

    private static ulong Parts(CallOperands operands) =>
        operands.Count > 1 && operands[1] is ConstantExpr { Value: { Kind: ValueKind.Int, AsInt: >= 0 } limit } ? (ulong)limit.AsInt : operands.TargetSize.Maximum;

    private static CallEstimate Join(CallOperands operands)
    {
        var list = operands.TargetSize;
        var size = operands.TargetType.Kind == CelTypeKind.List ? list * operands.TargetItemSize : default;
        if (operands.Count > 0)
        {
            size += operands.SizeOf(0) * new CostRange(Math.Max(list.Minimum, 1) - 1, Math.Max(list.Maximum, 1) - 1);
        }
        return new(Text(size), size);
    }

    // The longest text comes of replacing the shortest parts by the longest replacement, the shortest the other way round.
    private static CostRange Replaced(CostRange text, CostRange old, CostRange replacement)
    {
        var (most, kept) = old.Minimum == 0 ? (CostRange.Add(text.Maximum, 1), text.Maximum)
            : replacement.Maximum <= old.Minimum ? (0UL, text.Maximum)
            : ((ulong)Math.Min(Math.Ceiling((double)text.Maximum / old.Minimum), ulong.MaxValue / 2), 0UL);
        var (least, keptLeast) = old.Maximum == 0 ? (CostRange.Add(text.Minimum, 1), text.Minimum)
            : old.Maximum <= replacement.Minimum ? (0UL, text.Minimum)
            : ((ulong)Math.Ceiling((double)text.Minimum / old.Maximum), 0UL);
        return (new CostRange(least, most) * replacement) + new CostRange(keptLeast, kept);
    }

    private static CallEstimate? Equality(CallOperands operands)
    {
        var (left, right) = (operands[0].Type, operands[1].Type);
        if (left.Kind != CelTypeKind.Opaque || !left.Equals(right))
        {
            return null;
        }
        return left.Name switch
        {
            "kubernetes.NamedFormat" => new(new CostRange(1, 64).Times(Sizes.TextFactor)),
            "kubernetes.URL" => new(new CostRange(1, operands.SizeOf(1) is { Maximum: not ulong.MaxValue } size ? size.Maximum : 1).Times(Sizes.TextFactor)),
            var name when name.StartsWith("kubernetes.", StringComparison.Ordinal) || name.StartsWith("net.", StringComparison.Ordinal) => CallEstimate.Nominal,
            _ => null,
        };
    }
}
