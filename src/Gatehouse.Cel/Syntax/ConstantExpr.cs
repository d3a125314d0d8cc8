using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Syntax;

internal sealed class ConstantExpr(Value value) : Expr
{
    public Value Value => value;
}
