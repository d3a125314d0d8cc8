namespace Gatehouse.Cel.Syntax;

internal sealed class ListExpr : Expr
{
    public ListExpr(Expr[] elements, bool[] optional)
    {
        Elements = elements;
        Optional = optional;
        Contain(elements);
    }

    public Expr[] Elements { get; }

    /// <summary>Which elements are <c>?element</c>.</summary>
    public bool[] Optional { get; }

    public bool HasOptional => Array.IndexOf(Optional, true) >= 0;
}
