using System.Collections;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Masks;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Metadata.Transcoding;

/// <summary>Sets fields from the text of path and query. Names are snake_case or lowerCamel, dotted into messages.</summary>
internal static class FieldText
{
    /// <returns>The first field of a path; null when the message has none of that name or the path does not lead to a value.</returns>
    public static FieldDescriptor? Find(MessageDescriptor message, string path) =>
        FieldMaskPaths.Resolve(message, path, out _) is { } fields && IsText(fields[^1]) ? fields[0] : null;

    public static void Set(IMessage message, string path, string[] values, List<FieldError> errors)
    {
        var fields = FieldMaskPaths.Resolve(message.Descriptor, path, out _)!;
        foreach (var step in fields[..^1])
        {
            var inner = (IMessage?)step.Accessor.GetValue(message) ?? step.MessageType.Parser.ParseFrom(ByteString.Empty);
            step.Accessor.SetValue(message, inner);
            message = inner;
        }

        SetLast(message, fields[^1], path, values, errors);
    }

    private static void SetLast(IMessage message, FieldDescriptor field, string path, string[] values, List<FieldError> errors)
    {
        try
        {
            if (field.IsRepeated)
            {
                var list = (IList)field.Accessor.GetValue(message);
                Array.ForEach(values, v => list.Add(Convert(field, v)));
            }
            else
            {
                field.Accessor.SetValue(message, Convert(field, values[^1]));
            }
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            errors.Add(new(path, $"\"{values[^1]}\" is no {TypeName(field)}"));
        }
    }

    private static string TypeName(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Enum => field.EnumType.Name,
        FieldType.Message => field.MessageType.Name,
        _ => field.FieldType.ToString().ToLowerInvariant(),
    };

    private static bool IsText(FieldDescriptor field) =>
        !field.IsMap && (field.FieldType != FieldType.Message || field.MessageType.FullName is "google.protobuf.FieldMask" or "google.protobuf.Timestamp" or "google.protobuf.Duration");

    private static object Convert(FieldDescriptor field, string text) => field.FieldType switch
    {
        FieldType.String => text,
        FieldType.Bool => bool.Parse(text),
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        FieldType.UInt32 or FieldType.Fixed32 => uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture),
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        FieldType.UInt64 or FieldType.Fixed64 => ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture),
        FieldType.Float => float.Parse(text, CultureInfo.InvariantCulture),
        FieldType.Double => double.Parse(text, CultureInfo.InvariantCulture),
        FieldType.Bytes => ByteString.FromBase64(text),
        FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, EnumNumber(field.EnumType, text)),
        FieldType.Message when field.MessageType.FullName == "google.protobuf.FieldMask" => Mask(text),
        FieldType.Message => WellKnown(field.MessageType, text),
        _ => throw new FormatException(),
    };

    private static IMessage WellKnown(MessageDescriptor type, string text)
    {
        try
        {
            return JsonMessages.Parse($"\"{JsonEncodedText.Encode(text)}\"", type);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    private static int EnumNumber(EnumDescriptor descriptor, string text) =>
        descriptor.FindValueByName(text)?.Number ?? int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static FieldMask Mask(string text) =>
        new() { Paths = { text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) } };
}
