using Gatehouse.Cel.Checking;

namespace Gatehouse.Cel.Syntax;

/// <summary>A function or operator and its arguments, with a target for <c>target.function()</c>.</summary>
internal sealed class CallExpr : Expr
{
    public CallExpr(string function, Expr? target, Expr[] arguments)
    {
        Function = function;
        Target = target;
        Arguments = arguments;
        Contain(target is null ? arguments : arguments.Append(target));
    }

    public string Function { get; }

    public Expr? Target { get; }

    public Expr[] Arguments { get; }

    /// <summary>The function that was found; its name may have been qualified by the target or the container.</summary>
    public FunctionDeclaration? Declaration { get; set; }

    /// <summary>Whether the target turned out to be part of the function's name.</summary>
    public bool IsTargetPartOfName { get; set; }

    /// <summary>The overloads that the static types leave possible.</summary>
    public IReadOnlyList<Overload> Overloads { get; set; } = [];
}
