using Gatehouse.Cel.Checking;

namespace Gatehouse.Cel.Syntax;

/// <summary>A name; a leading dot means the root of all names.</summary>
internal sealed class IdentifierExpr(string name) : Expr
{
    public string Name => name;

    public NameReference? Reference { get; set; }
}
