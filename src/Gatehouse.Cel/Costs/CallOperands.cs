using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Types;

namespace Gatehouse.Cel.Costs;

/// <summary>Target and arguments of a call whose cost is estimated.</summary>
internal sealed class CallOperands(Expr? target, Expr[] arguments, Func<Expr, CostRange> size, Func<Expr, CostRange?> itemSize)
{
    public Expr? Target => target;

    public int Count => arguments.Length;

    public Expr this[int index] => arguments[index];

    /// <summary>The target of a member call, else the first argument.</summary>
    public CostRange SubjectSize => size(target ?? arguments[0]);

    public CostRange TargetSize => target is null ? CostRange.Unknown : size(target);

    public CelType TargetType => target?.Type ?? CelType.Dyn;

    public CostRange SizeOf(int argument) => argument < arguments.Length ? size(arguments[argument]) : CostRange.Unknown;

    /// <summary>The size of an element of the target, when it is a list.</summary>
    public CostRange TargetItemSize => target is null ? CostRange.Unknown : itemSize(target) ?? CostRange.Unknown;
}
