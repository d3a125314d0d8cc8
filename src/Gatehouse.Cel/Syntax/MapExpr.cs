namespace Gatehouse.Cel.Syntax;

internal sealed class MapExpr : Expr
{
    public MapExpr(MapEntry[] entries)
    {
        Entries = entries;
        Contain(entries.SelectMany(e => new[] { e.Key, e.Value }));
    }

    public MapEntry[] Entries { get; }
}
