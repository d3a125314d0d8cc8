namespace Gatehouse.Cel.Syntax;

internal sealed record MapEntry(int Position, Expr Key, Expr Value, bool IsOptional);
