using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>Quantities, since Kubernetes 1.28.</summary>
internal static class QuantityLibrary
{
    private static readonly CelType Quantity = QuantityValue.QuantityType;

    public static IEnumerable<FunctionDeclaration> Functions =>
    [
        Function("quantity", Global("string_to_quantity", [CelType.String], Quantity, a => QuantityValue.TryParse(a[0].AsString, out var q, out var problem) ? Value.Of(q) : CelError.Create(problem))),
        Function("isQuantity", Global("is_quantity_string", [CelType.String], CelType.Bool, a => Value.Of(QuantityValue.TryParse(a[0].AsString, out _, out _)))),
        Function("sign", Global("quantity_sign", [Quantity], CelType.Int, a => Value.Of((long)Of(a[0]).Sign))),
        Function("isGreaterThan", Member("quantity_is_greater_than", [Quantity, Quantity], CelType.Bool, a => Value.Of(Of(a[0]).CompareTo(Of(a[1])) > 0))),
        Function("isLessThan", Member("quantity_is_less_than", [Quantity, Quantity], CelType.Bool, a => Value.Of(Of(a[0]).CompareTo(Of(a[1])) < 0))),
        Function("compareTo", Member("quantity_compare_to", [Quantity, Quantity], CelType.Int, a => Value.Of((long)Of(a[0]).CompareTo(Of(a[1]))))),
        Function("asApproximateFloat", Member("quantity_get_float", [Quantity], CelType.Double, a => Value.Of(Of(a[0]).ToDouble()))),
        Function("asInteger", Member("quantity_get_int", [Quantity], CelType.Int, a => Of(a[0]).TryInteger(out var integer) ? Value.Of(integer) : CelError.Create("cannot convert value to integer"))),
        Function("isInteger", Member("quantity_is_integer", [Quantity], CelType.Bool, a => Value.Of(Of(a[0]).TryInteger(out _)))),
        Function("add",
            Member("quantity_add", [Quantity, Quantity], Quantity, a => Value.Of(Of(a[0]).Add(Of(a[1])))),
            Member("quantity_add_int", [Quantity, CelType.Int], Quantity, a => Value.Of(Of(a[0]).Add(QuantityValue.OfInteger(a[1].AsInt))))),
        Function("sub",
            Member("quantity_sub", [Quantity, Quantity], Quantity, a => Value.Of(Of(a[0]).Subtract(Of(a[1])))),
            Member("quantity_sub_int", [Quantity, CelType.Int], Quantity, a => Value.Of(Of(a[0]).Subtract(QuantityValue.OfInteger(a[1].AsInt))))),
    ];

    private static QuantityValue Of(in Value value) => (QuantityValue)value.AsOpaque;
}
