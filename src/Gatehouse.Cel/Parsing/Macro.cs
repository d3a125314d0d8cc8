using Gatehouse.Cel.Syntax;

namespace Gatehouse.Cel.Parsing;

/// <summary>A macro: a call that is rewritten before checking. It may decline, and the call stays an ordinary one.</summary>
internal sealed record Macro(string Name, bool IsReceiver, int ArgumentCount, Macro.Expander Expand)
{
    /// <summary>Takes any number of arguments.</summary>
    public const int Variadic = -1;

    public delegate Expr? Expander(MacroContext context, Expr? target, Expr[] arguments);

    public string Key => KeyOf(Name, IsReceiver, ArgumentCount);

    public static string KeyOf(string name, bool isReceiver, int argumentCount) => $"{name}:{(isReceiver ? "r" : "g")}:{argumentCount}";
}
