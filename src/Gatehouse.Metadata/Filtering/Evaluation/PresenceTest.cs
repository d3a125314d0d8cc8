using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.Filtering.Evaluation;

/// <summary>Whether a field is set.</summary>
internal static class PresenceTest
{
    public static Func<IMessage, bool> Create(FieldPath field)
    {
        if (field is { Steps.IsEmpty: true, Column: { } column })
        {
            return record => NamePart.Of(record, column).Length > 0;
        }

        var last = field.Steps[^1];
        return Parent(field, last.Field.IsMap && last.Key is null ? IsFilled(last.Field) : FieldWalk.Create([last], IsSetWhen(last)));
    }

    public static Func<IMessage, bool> OfKey(FieldPath map, string key)
    {
        var accessor = map.Steps[^1].Field.Accessor;
        return Parent(map, message => ((IDictionary)accessor.GetValue(message)).Contains(key));
    }

    /// <summary>The test on every message that holds the last field of the path.</summary>
    private static Func<IMessage, bool> Parent(FieldPath field, Func<IMessage, bool> test) => field.Steps.Length == 1
        ? test
        : FieldWalk.Create(field.Steps[..^1], value => test((IMessage)value));

    private static Func<IMessage, bool> IsFilled(FieldDescriptor map) => message => ((IDictionary)map.Accessor.GetValue(message)).Count > 0;

    /// <summary>What the walk reaches is set already, except for scalars that do not know whether they are.</summary>
    private static Func<object, bool> IsSetWhen(FieldStep step) =>
        step.Field.IsRepeated || step.Field.HasPresence ? _ => true : IsNotDefault;

    private static bool IsNotDefault(object value) => value switch
    {
        string text => text.Length > 0,
        ByteString bytes => bytes.Length > 0,
        bool flag => flag,
        double number => number != 0,
        float number => number != 0,
        int number => number != 0,
        long number => number != 0,
        uint number => number != 0,
        ulong number => number != 0,
        Enum => (int)value != 0,
        _ => true,
    };
}
