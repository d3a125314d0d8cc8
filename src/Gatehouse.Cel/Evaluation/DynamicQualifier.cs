using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>An index that is computed.</summary>
internal sealed class DynamicQualifier(Node key, bool isOptional, bool isStrictTest) : Qualifier(isOptional)
{
    protected override Value Find(Frame frame, in Value container, Access access)
    {
        var index = key.Resolve(frame);
        return index.IsErrorOrUnknown ? index : Selection.Find(container, index, access, isStrictTest);
    }
}
