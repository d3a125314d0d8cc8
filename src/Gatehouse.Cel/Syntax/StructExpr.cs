namespace Gatehouse.Cel.Syntax;

/// <summary><c>Message{field: value}</c>.</summary>
internal sealed class StructExpr : Expr
{
    public StructExpr(string typeName, FieldInitializer[] fields)
    {
        TypeName = typeName;
        Fields = fields;
        Contain(fields.Select(f => f.Value));
    }

    public string TypeName { get; }

    public FieldInitializer[] Fields { get; }

    /// <summary>The full name of the message, once known.</summary>
    public string? ResolvedName { get; set; }
}
