using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>An index that is a constant other than a text.</summary>
internal sealed class ConstantQualifier(Value key, bool isOptional, bool isStrictTest) : Qualifier(isOptional)
{
    protected override Value Find(Frame frame, in Value container, Access access) => Selection.Find(container, key, access, isStrictTest);
}
