using System.Globalization;
using Gatehouse.Grafeas.V1;

namespace Gatehouse.Fakes.Storage;

internal static class KindNames
{
    /// <summary>As the protocol spells it, for example <c>VULNERABILITY</c>; the number of a kind from the future.</summary>
    public static string Of(NoteKind kind) =>
        Note.Descriptor.FindFieldByNumber(Note.KindFieldNumber).EnumType.FindValueByNumber((int)kind)?.Name ?? ((int)kind).ToString(CultureInfo.InvariantCulture);
}
