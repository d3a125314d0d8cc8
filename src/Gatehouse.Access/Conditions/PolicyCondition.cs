namespace Gatehouse.Access.Conditions;

/// <summary>When a binding counts (<c>google.type.Expr</c>): an expression of <see cref="ConditionLanguage"/>. Only the expression decides.</summary>
public sealed record PolicyCondition(string Expression, string Title = "", string Description = "")
{
    /// <summary>A name for messages.</summary>
    public string Describe() => Title.Length > 0 ? $"\"{Title}\" ({Expression})" : Expression;
}
