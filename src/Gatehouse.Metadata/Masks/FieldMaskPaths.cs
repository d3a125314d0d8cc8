using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.Masks;

/// <summary>Paths of update masks: snake_case or lowerCamel, through singular messages only (AIP-161).</summary>
internal static class FieldMaskPaths
{
    /// <returns>The fields from the record inwards, or null and why not.</returns>
    public static FieldDescriptor[]? Resolve(MessageDescriptor record, string path, out string error)
    {
        error = "";
        var names = path.Split('.');
        var fields = new FieldDescriptor[names.Length];
        var message = record;
        for (var i = 0; i < names.Length; i++)
        {
            if (message is null)
            {
                error = $"\"{fields[i - 1].Name}\" has no parts that a mask could name";
                return null;
            }

            if (Find(message, names[i]) is not { } field)
            {
                error = $"{message.Name} has no field \"{names[i]}\"";
                return null;
            }

            fields[i] = field;
            message = field is { IsRepeated: false, FieldType: FieldType.Message } ? field.MessageType : null;
        }

        return fields;
    }

    public static FieldDescriptor? Find(MessageDescriptor message, string name) =>
        message.FindFieldByName(name) ?? message.Fields.InDeclarationOrder().FirstOrDefault(f => f.JsonName == name);
}
