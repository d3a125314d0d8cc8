using Gatehouse.Cel.Types;

namespace Gatehouse.Cel.Syntax;

/// <summary>A node of the syntax tree. The checker writes what it found out beside it.</summary>
internal abstract class Expr
{
    /// <summary>Where issues point: the operator, the opening parenthesis or brace, the first character of a name or literal; in UTF-16 units.</summary>
    public required int Position { get; init; }

    /// <summary>How deep the tree below is, itself included.</summary>
    public int Depth { get; private set; } = 1;

    /// <summary>How many steps the tree will make; what a macro repeats counts as often as it is repeated.</summary>
    public long Weight { get; private set; } = 1;

    public CelType Type { get; set; } = CelType.Dyn;

    protected void Contain(Expr child)
    {
        Depth = Math.Max(Depth, child.Depth + 1);
        Weight += child.Weight;
    }

    protected void Contain(IEnumerable<Expr> children)
    {
        foreach (var child in children)
        {
            Contain(child);
        }
    }
}
