namespace Gatehouse.Cel.Syntax;

internal sealed record FieldInitializer(int Position, string Name, Expr Value, bool IsOptional);
