using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>A path: where it starts and what is selected or indexed from there, with the semantics of optionals along the way.</summary>
internal sealed class AttributeNode(Node root, Qualifier[] qualifiers, long baseCost, bool isTest) : Node
{
    public Node Root => root;

    public Qualifier[] Qualifiers => qualifiers;

    public long BaseCost => baseCost;

    public bool IsTest => isTest;

    public override Value Evaluate(Frame frame)
    {
        var value = Resolve(frame);
        frame.Charge(baseCost);
        return value;
    }

    public override Value Resolve(Frame frame)
    {
        var value = root.Resolve(frame);
        return value.IsErrorOrUnknown ? value : Walk(frame, value);
    }

    internal Value Walk(Frame frame, Value value) => Walk(frame, value, qualifiers, isTest);

    internal static Value Walk(Frame frame, Value value, ReadOnlySpan<Qualifier> qualifiers, bool isTest)
    {
        var isOptional = false;
        for (var i = 0; i < qualifiers.Length; i++)
        {
            if (value.Kind == ValueKind.Optional)
            {
                if (!value.HasOptionalValue)
                {
                    // Within a path the test of the field is still made, and charged.
                    frame.Charge(isTest && i > 0 && i == qualifiers.Length - 1 ? 1 : 0);
                    return isTest ? Value.False : Value.NoneOptional;
                }
                (value, isOptional) = (value.OptionalValue, true);
            }
            var qualifier = qualifiers[i];
            isOptional |= qualifier.IsOptional;
            var isLastTest = isTest && i == qualifiers.Length - 1;
            value = qualifier.Apply(frame, value, isLastTest ? Access.Test : isOptional ? Access.IfPresent : Access.Get, isOptional);
            if (value.IsNone)
            {
                return isTest ? Value.False : Value.NoneOptional;
            }
            if (value.IsErrorOrUnknown)
            {
                return value;
            }
        }
        return isOptional && !isTest ? Value.Optional(value) : value;
    }
}
