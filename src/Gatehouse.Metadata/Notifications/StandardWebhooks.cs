using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Metadata.Notifications;

/// <summary>Signatures of the Standard Webhooks specification 1.0: HMAC-SHA256 over <c>id.timestamp.body</c>, secrets as <c>whsec_</c> and base64 of 24 to 64 bytes.</summary>
public static class StandardWebhooks
{
    private const string Prefix = "whsec_";

    public static string CreateSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public static bool IsSecret(string text)
    {
        var bytes = new byte[64];
        return text.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var count) && count >= 24;
    }

    /// <returns>The value of <c>webhook-signature</c>.</returns>
    public static string Sign(string secret, string id, DateTimeOffset time, string body)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{id}.{time.ToUnixTimeSeconds()}.{body}");
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), Encoding.UTF8.GetBytes(signed)));
    }
}
