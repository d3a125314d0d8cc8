using System.Text.Json;
using Gatehouse.Artifacts.Spelling;
using Gatehouse.Metadata.Calls;
using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.Transcoding;

/// <summary>Names every member of a JSON body that its message does not have, with the nearest that it has. Asked only once a body has been refused.</summary>
internal static class UnknownFields
{
    private const int MostNamed = 100;
    private const string WellKnown = "google.protobuf.";

    /// <returns>Empty when the text is not JSON, or all its members are known.</returns>
    public static List<FieldError> Find(string json, MessageDescriptor message)
    {
        var errors = new List<FieldError>();
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = JsonMessages.MaximumDepth });
            Visit(document.RootElement, message, "", errors);
        }
        catch (JsonException)
        {
            // The parser that refused the body has said so.
        }

        return errors;
    }

    private static void Visit(JsonElement element, MessageDescriptor message, string path, List<FieldError> errors)
    {
        if (element.ValueKind != JsonValueKind.Object || message.FullName.StartsWith(WellKnown, StringComparison.Ordinal))
        {
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (errors.Count == MostNamed)
            {
                return;
            }

            if (Find(message, member.Name) is { } field)
            {
                VisitValue(member.Value, field, Join(path, field.Name), errors);
            }
            else
            {
                errors.Add(new(Join(path, member.Name), $"unknown field of {message.Name}{NearestName.Hint(member.Name, message.Fields.InDeclarationOrder().Select(f => f.JsonName))}"));
            }
        }
    }

    private static void VisitValue(JsonElement value, FieldDescriptor field, string path, List<FieldError> errors)
    {
        if (field.IsMap && field.MessageType.FindFieldByName("value") is { FieldType: FieldType.Message } content && value.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in value.EnumerateObject())
            {
                Visit(entry.Value, content.MessageType, $"{path}[{entry.Name}]", errors);
            }
        }
        else if (!field.IsMap && field.FieldType == FieldType.Message && value.ValueKind == JsonValueKind.Array)
        {
            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                Visit(item, field.MessageType, $"{path}[{index}]", errors);
            }
        }
        else if (!field.IsMap && field.FieldType == FieldType.Message)
        {
            Visit(value, field.MessageType, path, errors);
        }
    }

    private static FieldDescriptor? Find(MessageDescriptor message, string name) =>
        message.Fields.InDeclarationOrder().FirstOrDefault(f => f.JsonName == name || f.Name == name);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
