namespace Gatehouse.Cel.Parsing;

/// <summary>Leaves the parser after an issue was recorded.</summary>
internal sealed class ParseFailedException : Exception;
