namespace Gatehouse.Cel.Parsing;

/// <summary>A token: where it is, and for punctuation its operator packed as two characters.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int Length, int Operator = 0);
