namespace Gatehouse.Cel.Parsing;

internal enum TokenKind : byte
{
    End,
    Identifier,
    EscapedIdentifier,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Punctuation,
    In,
    True,
    False,
    Null,
}
