namespace Gatehouse.Metadata.Filtering.Syntax;

internal enum PathPartKind
{
    /// <summary><c>.name</c></summary>
    Name,

    /// <summary><c>."name"</c>: a key, never a word of the language.</summary>
    QuotedName,

    /// <summary><c>[0]</c></summary>
    Index,

    /// <summary><c>[*]</c></summary>
    AnyIndex,
}
