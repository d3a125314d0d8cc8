using System.Formats.Asn1;
using System.Text;

namespace Gatehouse.Attestation.Certificates;

/// <summary>
/// What the certificate authority says it saw in the token of whoever asked for the certificate. Where a claim stands in the current and in the deprecated
/// spelling, the two agree, or reading fails.
/// </summary>
public sealed class FulcioClaims
{
    private static readonly FulcioClaim[] All = Enum.GetValues<FulcioClaim>();
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Dictionary<FulcioClaim, string> _claims;

    private FulcioClaims(Dictionary<FulcioClaim, string> claims) => _claims = claims;

    /// <summary>Of a certificate without any claim.</summary>
    public static FulcioClaims None { get; } = new([]);

    /// <summary>The claim; null where the certificate does not make it.</summary>
    public string? this[FulcioClaim claim] => _claims.GetValueOrDefault(claim);

    /// <exception cref="FormatException">A claim is not text, or the two spellings of one claim disagree.</exception>
    public static FulcioClaims Read(Certificate certificate)
    {
        Dictionary<FulcioClaim, string> claims = [];
        foreach (var claim in All)
        {
            if (ReadClaim(certificate, claim) is { } value)
            {
                claims.Add(claim, value);
            }
        }

        return new(claims);
    }

    private static string? ReadClaim(Certificate certificate, FulcioClaim claim)
    {
        var value = Find(certificate, FulcioOids.Of(claim)) is { } current ? ReadText(current) : null;
        var deprecated = Find(certificate, FulcioOids.DeprecatedOf(claim)) is { } old ? ReadBareText(old) : null;
        return deprecated is null ? value
            : value is null ? FromDeprecated(claim, deprecated)
            : Agree(claim, value, deprecated) ? value
            : throw new FormatException($"the certificate gives {claim} as \"{value}\" and, in the deprecated spelling, as \"{deprecated}\"");
    }

    private static CertificateExtension? Find(Certificate certificate, string? oid) => oid is null ? null : certificate.FindExtension(oid);

    /// <summary>The old claim is only <c>owner/name</c>, which the URL of the current one ends in.</summary>
    private static bool Agree(FulcioClaim claim, string value, string deprecated) =>
        claim == FulcioClaim.SourceRepositoryUri ? value.EndsWith("/" + deprecated, StringComparison.Ordinal) : value == deprecated;

    /// <summary><c>owner/name</c> alone does not say on which host; it was only ever issued for GitHub.</summary>
    private static string FromDeprecated(FulcioClaim claim, string deprecated) =>
        claim == FulcioClaim.SourceRepositoryUri ? "https://github.com/" + deprecated : deprecated;

    private static string ReadBareText(CertificateExtension extension)
    {
        try
        {
            return StrictUtf8.GetString(extension.Value.Span);
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException($"the certificate extension {extension.Oid} is not UTF-8", e);
        }
    }

    private static string ReadText(CertificateExtension extension)
    {
        try
        {
            var reader = new AsnReader(extension.Value, AsnEncodingRules.DER);
            var text = reader.ReadCharacterString(UniversalTagNumber.UTF8String);
            reader.ThrowIfNotEmpty();
            return text;
        }
        catch (AsnContentException e)
        {
            throw new FormatException($"the certificate extension {extension.Oid} is not a UTF8String", e);
        }
    }
}
