using Gatehouse.Cel.Checking;

namespace Gatehouse.Cel.Syntax;

/// <summary><c>operand.field</c>, or its presence inside <c>has()</c>.</summary>
internal sealed class SelectExpr : Expr
{
    public SelectExpr(Expr operand, string field, bool isTest = false)
    {
        Operand = operand;
        Field = field;
        IsTest = isTest;
        Contain(operand);
    }

    public Expr Operand { get; }

    public string Field { get; }

    public bool IsTest { get; }

    /// <summary>Set when the whole selection is a qualified name.</summary>
    public NameReference? Reference { get; set; }
}
