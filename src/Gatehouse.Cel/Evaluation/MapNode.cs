using Gatehouse.Cel.Costs;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>A map literal. Keys are ints, uints, booleans and texts, each once (language definition, "Aggregate Values").</summary>
internal sealed class MapNode(Node[] keys, Node[] values, bool[]? optional, bool areKeysChecked) : Node
{
    public Node[] Keys => keys;

    public Node[] Values => values;

    public override Value Evaluate(Frame frame)
    {
        var map = new TableMapSource(keys.Length);
        var problem = default(Value);
        for (var i = 0; i < keys.Length && problem.IsNone; i++)
        {
            problem = Add(frame, map, i);
        }
        frame.Charge(Sizes.MapCreation);
        return problem.IsNone ? Value.Map(map) : problem;
    }

    // The API server takes whatever its own maps can be keyed by.
    private bool IsKey(ValueKind kind) => kind is ValueKind.Int or ValueKind.Uint or ValueKind.Bool or ValueKind.String
        || (!areKeysChecked && kind is (ValueKind.Double or ValueKind.Null or ValueKind.Timestamp or ValueKind.Duration or ValueKind.Type));

    private Value Add(Frame frame, TableMapSource map, int index)
    {
        var key = keys[index].Evaluate(frame);
        if (key.IsErrorOrUnknown)
        {
            return key;
        }
        var value = values[index].Evaluate(frame);
        if (value.IsErrorOrUnknown)
        {
            return value;
        }
        if (!IsKey(key.Kind))
        {
            return CelError.Create($"unsupported key type: {key.RuntimeType.Name}");
        }
        if (optional is not null && optional[index])
        {
            if (value.Kind != ValueKind.Optional)
            {
                return CelError.Create($"cannot initialize optional entry '{ValueText.Describe(key)}' from non-optional value {ValueText.Describe(value)}");
            }
            if (!value.HasOptionalValue)
            {
                return default;
            }
            value = value.OptionalValue;
        }
        if (areKeysChecked)
        {
            return map.TryAdd(key, value) ? default : CelError.Create($"Failed with repeated key: {ValueText.Describe(key)}");
        }
        map.Set(key, value);
        return default;
    }
}
