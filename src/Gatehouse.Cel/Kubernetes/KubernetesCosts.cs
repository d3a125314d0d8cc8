using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Costs;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>What the API server charges for functions, by name whatever the overload (k8s.io/apiserver, <c>library/cost.go</c>).</summary>
internal static class KubernetesCosts
{
    private const long Check = 350_000;

    public static FunctionDeclaration Charge(FunctionDeclaration function) => Of(function.Name) is { } cost
        ? new(function.Name, function.Overloads) { Cost = cost, CostNeedsResult = function.Name == "join" }
        : function;

    private static CallCost? Of(string function) => function switch
    {
        "check" => (ReadOnlySpan<Value> a, in Value _) => Check,
        "fieldSelector" or "labelSelector" => (ReadOnlySpan<Value> a, in Value _) => Selector(SizeOf(a[1])),
        "isSorted" or "sum" or "max" or "min" or "indexOf" or "lastIndexOf" or "includes" => (ReadOnlySpan<Value> a, in Value _) => Traverse(a[0], 0),
        "url" or "lowerAscii" or "upperAscii" or "substring" or "trim" or "jsonpatch.escapeKey" or "cidr" or "isIP" or "isCIDR" or "quantity" or "isQuantity" or "semver" or "isSemver"
            => (ReadOnlySpan<Value> a, in Value _) => Sizes.Traversal(SizeOf(a[0])),
        "replace" or "split" or "ip.isCanonical" => (ReadOnlySpan<Value> a, in Value _) => Double(SizeOf(a[0])),
        "join" => (ReadOnlySpan<Value> a, in Value result) => Double(SizeOf(result)),
        "find" or "findAll" => (ReadOnlySpan<Value> a, in Value _) => Sizes.Match(a[0], a[1]),
        "ip" => (ReadOnlySpan<Value> a, in Value _) => a[0].Kind == ValueKind.Opaque ? 1 : Sizes.Traversal(SizeOf(a[0])),
        "containsIP" => (ReadOnlySpan<Value> a, in Value _) => Sizes.Traversal(2 * SizeOf(a[0])) + OfText(a[1]),
        "containsCIDR" => (ReadOnlySpan<Value> a, in Value _) => Sizes.Traversal(2 * SizeOf(a[0])) + Sizes.Traversal(SizeOf(a[0])) + 1 + OfText(a[1]),
        "validate" => (ReadOnlySpan<Value> a, in Value _) => Validation(a[0], SizeOf(a[1])),
        _ => null,
    };

    private static long SizeOf(in Value value) => value.Kind == ValueKind.Optional ? 1 : Sizes.Of(value);

    private static long Double(long size) => Sizes.Ceiling(size * 2 * Sizes.TextFactor);

    private static long OfText(in Value value) => value.Kind == ValueKind.String ? Sizes.Traversal(SizeOf(value)) : 0;

    private static long Validation(in Value format, long size) => format is { Kind: ValueKind.Opaque } && format.AsOpaque is FormatValue named
        ? Sizes.Saturate(Sizes.Ceiling((1.0 + size) * Sizes.TextFactor), Sizes.Ceiling(named.PatternLength * Sizes.PatternFactor))
        : 1;

    private static long Selector(long length) =>
        Sizes.ListCreation + Sizes.Ceiling(length * Sizes.TextFactor) + Sizes.Ceiling(Sizes.Ceiling(length * 0.5) * (double)(Sizes.ListCreation + Sizes.StructCreation));

    // Texts cost a tenth of their octets, rounded down; containers the sum of what they hold.
    private static long Traverse(in Value value, int depth)
    {
        switch (value.Kind)
        {
            case ValueKind.String:
                return (long)(System.Text.Encoding.UTF8.GetByteCount(value.AsString) * Sizes.TextFactor);
            case ValueKind.Bytes:
                return (long)(value.AsBytes.Length * Sizes.TextFactor);
            case ValueKind.List when depth < 64:
                var sum = 0L;
                for (var cursor = 0L; value.ListSource.MoveNext(value.Handle, ref cursor, out var item);)
                {
                    sum += Traverse(item, depth + 1);
                }
                return sum;
            case ValueKind.Map when depth < 64:
                var total = 0L;
                for (var cursor = 0L; value.MapSource.MoveNext(value.Handle, ref cursor, out var key, out var item);)
                {
                    total += Traverse(key, depth + 1) + Traverse(item, depth + 1);
                }
                return total;
            default:
                return 1;
        }
    }
}
