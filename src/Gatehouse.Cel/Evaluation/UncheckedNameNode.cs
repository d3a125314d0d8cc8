using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>A dotted name that was not checked: the longest prefix that the activation or the types know, then fields.</summary>
internal sealed class UncheckedNameNode(string[] names, int[] selected, Qualifier[] qualifiers, bool isTest, Declarations declarations) : Node
{
    public override Value Evaluate(Frame frame)
    {
        frame.Charge(1);
        return Resolve(frame);
    }

    public override Value Resolve(Frame frame)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (frame.Activation.TryFind(names[i], out var value) || declarations.TryFindConstant(names[i], out _, out value))
            {
                return value.IsErrorOrUnknown ? value : AttributeNode.Walk(frame, value, qualifiers.AsSpan(selected[i]), isTest);
            }
        }
        return CelError.Create($"no such attribute(s): {string.Join(", ", names)}");
    }
}
