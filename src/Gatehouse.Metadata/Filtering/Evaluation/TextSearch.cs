using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.Filtering.Evaluation;

/// <summary>Looks for a text in every text of a record.</summary>
internal static class TextSearch
{
    public static Func<IMessage, bool> Create(string text) => text.Length == 0 ? _ => true : record => IsIn(record, text);

    private static bool IsIn(IMessage message, string text)
    {
        var fields = message.Descriptor.Fields.InDeclarationOrder();
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].FieldType is FieldType.String or FieldType.Message && IsIn(fields[i].Accessor.GetValue(message), text))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIn(object? value, string text) => value switch
    {
        string found => found.Contains(text, StringComparison.OrdinalIgnoreCase),
        IMessage message => IsIn(message, text),
        IDictionary map => AnyIn(map.Values, text),
        IEnumerable list => AnyIn(list, text),
        _ => false,
    };

    private static bool AnyIn(IEnumerable values, string text)
    {
        foreach (var value in values)
        {
            if (IsIn(value, text))
            {
                return true;
            }
        }

        return false;
    }
}
