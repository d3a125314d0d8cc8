using Gatehouse.Cel.Costs;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>A literal of an object type that is no message; its value is a map of its fields.</summary>
internal sealed class ObjectNode(string typeName, (Value Name, Node Value, bool IsOptional)[] fields) : Node
{
    public override Value Evaluate(Frame frame)
    {
        var map = new TableMapSource(fields.Length) { TypeName = typeName };
        foreach (var (name, node, isOptional) in fields)
        {
            var value = node.Evaluate(frame);
            if (value.IsErrorOrUnknown)
            {
                frame.Charge(Sizes.StructCreation);
                return value;
            }
            if (isOptional && value.Kind == ValueKind.Optional)
            {
                value = value.OptionalValue;
            }
            if (!value.IsNone)
            {
                map.Set(name, value);
            }
        }
        frame.Charge(Sizes.StructCreation);
        return Value.Map(map);
    }
}
