using System.Collections.Frozen;
using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.Filtering.Binding;

/// <summary>The fields of one message by every spelling: snake_case, lowerCamel and the name in JSON where that differs (<c>_type</c>).</summary>
internal sealed class MessageFields
{
    private readonly FrozenDictionary<string, FieldDescriptor> _fields;

    private MessageFields(MessageDescriptor message)
    {
        var fields = new Dictionary<string, FieldDescriptor>(StringComparer.Ordinal);
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            fields[field.Name] = field;
        }

        foreach (var field in message.Fields.InDeclarationOrder())
        {
            fields.TryAdd(field.JsonName, field);
            fields.TryAdd(LowerCamel(field.Name), field);
        }

        _fields = fields.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public IEnumerable<string> Names => _fields.Keys;

    public FieldDescriptor? Find(string name) => _fields.GetValueOrDefault(name);

    /// <summary>The fields of the message and of every message that can be inside it.</summary>
    public static FrozenDictionary<MessageDescriptor, MessageFields> Reachable(MessageDescriptor root)
    {
        var found = new Dictionary<MessageDescriptor, MessageFields>();
        var pending = new Stack<MessageDescriptor>([root]);
        while (pending.TryPop(out var message))
        {
            if (!found.TryAdd(message, new(message)))
            {
                continue;
            }

            foreach (var field in message.Fields.InDeclarationOrder().Where(f => f.FieldType == FieldType.Message))
            {
                pending.Push(field.MessageType);
            }
        }

        return found.ToFrozenDictionary();
    }

    private static string LowerCamel(string name)
    {
        var words = name.Split('_', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? name : words[0] + string.Concat(words.Skip(1).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
    }
}
