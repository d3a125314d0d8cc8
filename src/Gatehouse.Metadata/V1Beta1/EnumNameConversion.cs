using System.Globalization;
using System.Text;
using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>An enum in v1beta1 that is text in v1: the value's name, or its number when it has none.</summary>
internal sealed class EnumNameConversion(EnumDescriptor type) : IValueConversion
{
    public bool TryToV1(WireField field, int v1Number, WireWriter v1)
    {
        var number = (int)field.Varint();
        var text = type.FindValueByNumber(number)?.Name ?? number.ToString(CultureInfo.InvariantCulture);
        v1.WriteBytes(v1Number, Encoding.UTF8.GetBytes(text));
        return true;
    }

    public bool TryFromV1(WireField field, int v1Beta1Number, WireWriter v1Beta1)
    {
        var text = Encoding.UTF8.GetString(field.Value.Span);
        if (Find(text) is not { } number)
        {
            return false;
        }

        v1Beta1.WriteVarint(v1Beta1Number, (ulong)number);
        return true;
    }

    private int? Find(string text) =>
        type.Values.FirstOrDefault(v => string.Equals(v.Name, text, StringComparison.OrdinalIgnoreCase))?.Number
        ?? (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null);
}
