using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Ingestion.Reading;
using Google.Protobuf;

namespace Gatehouse.Metadata.Ingestion.Statements;

/// <summary>A DSSE envelope's form (DSSE protocol 1.0.2): base64 in the standard or the URL-safe alphabet, at least one signature. Whether a signature is good is not asked here.</summary>
internal static class EnvelopeReader
{
    /// <returns>Null, and errors, when it has not the form.</returns>
    public static Envelope? Read(JsonItem item)
    {
        var payload = ReadBase64(item["payload"], allowEmpty: true);
        var type = item.Text("payloadType");
        if (type.Length == 0)
        {
            item["payloadType"].Fail("is required");
        }

        var items = item.Items("signatures");
        if (items.Count == 0)
        {
            item["signatures"].Fail("an envelope needs at least one signature");
        }

        var signatures = items.Select(ReadSignature).OfType<EnvelopeSignature>().ToList();
        var isComplete = payload is not null && type.Length > 0 && items.Count > 0 && signatures.Count == items.Count;
        return isComplete ? new() { Payload = payload, PayloadType = type, Signatures = { signatures } } : null;
    }

    private static EnvelopeSignature? ReadSignature(JsonItem item) =>
        ReadBase64(item["sig"], allowEmpty: false) is { } signature ? new() { Sig = signature, Keyid = item.Text("keyid") } : null;

    private static ByteString? ReadBase64(JsonItem item, bool allowEmpty)
    {
        var text = item.AsText();
        if (!item.IsText || (text.Length == 0 && !allowEmpty))
        {
            item.Fail("is required");
            return null;
        }

        var standard = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var bytes = new byte[standard.Length * 3 / 4 + 3];
        if (Convert.TryFromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='), bytes, out var length))
        {
            return ByteString.CopyFrom(bytes.AsSpan(0, length));
        }

        item.Fail("is not base64");
        return null;
    }
}
