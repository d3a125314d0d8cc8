using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.Tests.V1Beta1;

/// <summary>Every path from a message to a field, in or outside the messages it holds.</summary>
internal static class FieldPaths
{
    public static IEnumerable<FieldDescriptor[]> Of(MessageDescriptor type) => type.Fields.InDeclarationOrder().SelectMany(Below);

    private static IEnumerable<FieldDescriptor[]> Below(FieldDescriptor field)
    {
        yield return [field];
        var inner = field.FieldType == FieldType.Message && !field.MessageType.File.Package.StartsWith("google", StringComparison.Ordinal) ? field.MessageType : null;
        foreach (var path in inner is null || (field.IsMap && inner.FindFieldByNumber(2).FieldType != FieldType.Message) ? [] : Of(inner))
        {
            if (!field.IsMap || path is [{ FieldNumber: 2 }, _, ..])
            {
                yield return [field, .. path];
            }
        }
    }

    public static string Text(FieldDescriptor[] path) => string.Join('.', path.Select(f => f.Name));
}
