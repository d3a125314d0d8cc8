using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary><c>cel.@mapInsert(accumulator, key, value)</c> or <c>(accumulator, map)</c>, in place. A key that is there already is an error.</summary>
internal sealed class InsertNode(LocalNode accumulator, Node key, Node? value) : Node
{
    public override Value Evaluate(Frame frame)
    {
        var map = accumulator.Evaluate(frame);
        if (map.IsErrorOrUnknown && value is not null)
        {
            return map;
        }
        var first = key.Evaluate(frame);
        if (first.IsErrorOrUnknown && value is not null)
        {
            return first;
        }
        var second = value?.Evaluate(frame) ?? default;
        frame.Charge(1);
        var problem = Strictness.Propagate([map, first, second]);
        return problem.IsNone ? Insert(map, first, second) : problem;
    }

    private Value Insert(in Value map, in Value first, in Value second)
    {
        var collector = map.MapSource as MapCollector ?? Copy(map);
        if (value is not null)
        {
            return Add(collector, first, second) ?? Value.Map(collector);
        }
        if (first.Kind != ValueKind.Map)
        {
            return CelError.NoSuchOverload;
        }
        for (var cursor = 0L; first.MapSource.MoveNext(first.Handle, ref cursor, out var entryKey, out var entryValue);)
        {
            if (Add(collector, entryKey, entryValue) is { } problem)
            {
                return problem;
            }
        }
        return Value.Map(collector);
    }

    private static MapCollector Copy(in Value map)
    {
        var collector = new MapCollector();
        for (var cursor = 0L; map.MapSource.MoveNext(map.Handle, ref cursor, out var entryKey, out var entryValue);)
        {
            collector.Table.TryAdd(entryKey, entryValue);
        }
        return collector;
    }

    private static Value? Add(MapCollector map, in Value entryKey, in Value entryValue) =>
        map.Table.TryAdd(entryKey, entryValue) ? null : CelError.Create($"insert failed: key '{ValueText.Describe(entryKey)}' already exists");
}
