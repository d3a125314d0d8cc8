namespace Gatehouse.Cel.Syntax;

/// <summary>The one loop of CEL, which macros expand to (language definition, "Macros").</summary>
internal sealed class ComprehensionExpr : Expr
{
    public ComprehensionExpr(Expr range, string variable, string? secondVariable, string accumulator, Expr initial, Expr condition, Expr step, Expr result)
    {
        Range = range;
        Variable = variable;
        SecondVariable = secondVariable;
        Accumulator = accumulator;
        Initial = initial;
        Condition = condition;
        Step = step;
        Result = result;
        Contain([range, initial, condition, step, result]);
    }

    public Expr Range { get; }

    public string Variable { get; }

    public string? SecondVariable { get; }

    public string Accumulator { get; }

    public Expr Initial { get; }

    public Expr Condition { get; }

    public Expr Step { get; }

    public Expr Result { get; }
}
