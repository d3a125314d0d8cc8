using Gatehouse.Cel.Costs;
using Gatehouse.Cel.Messages;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>A message literal; those of well-known types yield the value they stand for.</summary>
internal sealed class StructNode(MessageType type, (FieldType Field, Node Value, bool IsOptional)[] fields, TypeRegistry registry) : Node
{
    public override Value Evaluate(Frame frame)
    {
        var message = new MessageValue(type);
        var problem = default(Value);
        foreach (var (field, node, isOptional) in fields)
        {
            problem = Assign(frame, message, field, node, isOptional);
            if (!problem.IsNone)
            {
                break;
            }
        }
        frame.Charge(Sizes.StructCreation);
        return problem.IsNone ? WellKnownTypes.ToNative(message, registry) : problem;
    }

    private static Value Assign(Frame frame, MessageValue message, FieldType field, Node node, bool isOptional)
    {
        var value = node.Evaluate(frame);
        if (value.IsErrorOrUnknown)
        {
            return value;
        }
        if (isOptional)
        {
            if (value.Kind != ValueKind.Optional)
            {
                return CelError.Create($"cannot initialize optional entry '{field.Name}' from non-optional value {ValueText.Describe(value)}");
            }
            if (!value.HasOptionalValue)
            {
                return default;
            }
            value = value.OptionalValue;
        }
        return message.Set(field, value);
    }
}
