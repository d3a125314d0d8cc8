using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Types;

namespace Gatehouse.Cel.Library;

/// <summary>Short words for declaring functions.</summary>
internal static class Signatures
{
    public static readonly CelType A = CelType.Parameter("A");
    public static readonly CelType B = CelType.Parameter("B");
    public static readonly CelType ListA = CelType.List(A);
    public static readonly CelType MapAB = CelType.Map(A, B);
    public static readonly CelType ListText = CelType.List(CelType.String);

    public static Overload Global(string id, CelType[] parameters, CelType result, FunctionBody body, CallCost? cost = null) =>
        new(id, isMember: false, parameters, result, body) { Cost = cost };

    public static Overload Member(string id, CelType[] parameters, CelType result, FunctionBody body, CallCost? cost = null) =>
        new(id, isMember: true, parameters, result, body) { Cost = cost };

    public static FunctionDeclaration Function(string name, params IReadOnlyList<Overload> overloads) => new(name, overloads);
}
