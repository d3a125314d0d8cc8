using System.Collections;
using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.Filtering.Evaluation;

/// <summary>Walks from a record to the values at the end of a path; true when any of them passes the test.</summary>
internal static class FieldWalk
{
    public static Func<IMessage, bool> Create(ImmutableArray<FieldStep> steps, Func<object, bool> test)
    {
        var walk = Step(steps[^1], test);
        for (var i = steps.Length - 2; i >= 0; i--)
        {
            var inner = walk;
            walk = Step(steps[i], value => inner((IMessage)value));
        }

        return walk;
    }

    private static Func<IMessage, bool> Step(FieldStep step, Func<object, bool> next)
    {
        var accessor = step.Field.Accessor;
        return step switch
        {
            { Key: { } key } => message => ((IDictionary)accessor.GetValue(message))[key] is { } value && next(value),
            { Index: { } index } => message => accessor.GetValue(message) is IList list && index < list.Count && next(list[index]!),
            { Field.IsRepeated: true } => message => AnyElement((IList)accessor.GetValue(message), next),
            { Field.FieldType: FieldType.Message } => message => accessor.GetValue(message) is { } value && next(value),
            { Field.HasPresence: true } => message => accessor.HasValue(message) && next(accessor.GetValue(message)),
            _ => message => next(accessor.GetValue(message)),
        };
    }

    private static bool AnyElement(IList list, Func<object, bool> test)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (test(list[i]!))
            {
                return true;
            }
        }

        return false;
    }
}
