using System.Globalization;

namespace Gatehouse.Metadata.Access.Audit;

/// <summary>Where a list of the audit goes on: changes below one revision, refusals below one id. As text <c>REVISION.ID</c>.</summary>
internal readonly record struct AuditCursor(long Revision, long Refusal)
{
    public static readonly AuditCursor Start = new(long.MaxValue, long.MaxValue);

    public static bool TryParse(string text, out AuditCursor cursor)
    {
        cursor = Start;
        if (text.Length == 0)
        {
            return true;
        }

        if (text.Split('.') is not [var left, var right]
            || !long.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            || !long.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var refusal))
        {
            return false;
        }

        cursor = new(revision, refusal);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Revision}.{Refusal}");
}
