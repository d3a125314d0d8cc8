using System.Collections.Immutable;
using System.Formats.Asn1;

namespace Gatehouse.Attestation.Certificates;

/// <summary>GeneralNames (RFC 5280 section 4.2.1.6).</summary>
internal static class AlternativeNameReader
{
    private const int MaximumNames = 64;
    private static readonly Asn1Tag OtherNameTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag EmailTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag DnsTag = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag UriTag = new(TagClass.ContextSpecific, 6);
    private static readonly Asn1Tag ValueTag = new(TagClass.ContextSpecific, 0);

    public static ImmutableArray<AlternativeName> Read(CertificateExtension? extension)
    {
        if (extension is null)
        {
            return [];
        }

        var reader = CertificateReader.ReadOnly(extension).ReadSequence();
        var names = ImmutableArray.CreateBuilder<AlternativeName>();
        while (reader.HasData)
        {
            if (names.Count == MaximumNames)
            {
                throw new FormatException($"a certificate has more than {MaximumNames} alternative names");
            }

            names.Add(ReadName(reader));
        }

        return names.ToImmutable();
    }

    /// <summary>The next GeneralName.</summary>
    internal static AlternativeName ReadName(AsnReader reader)
    {
        var tag = reader.PeekTag();
        return tag.TagClass != TagClass.ContextSpecific ? ReadOther(reader) : tag.TagValue switch
        {
            0 => ReadOtherName(reader),
            1 => new(AlternativeNameKind.Email, reader.ReadCharacterString(UniversalTagNumber.IA5String, EmailTag)),
            2 => new(AlternativeNameKind.Dns, reader.ReadCharacterString(UniversalTagNumber.IA5String, DnsTag)),
            6 => new(AlternativeNameKind.Uri, reader.ReadCharacterString(UniversalTagNumber.IA5String, UriTag)),
            _ => ReadOther(reader),
        };
    }

    private static AlternativeName ReadOther(AsnReader reader) => new(AlternativeNameKind.Other, Convert.ToHexStringLower(reader.ReadEncodedValue().Span));

    private static AlternativeName ReadOtherName(AsnReader reader)
    {
        var encoded = Convert.ToHexStringLower(reader.PeekEncodedValue().Span);
        var name = reader.ReadSequence(OtherNameTag);
        if (name.ReadObjectIdentifier() != FulcioOids.UserName)
        {
            return new(AlternativeNameKind.Other, encoded);
        }

        var value = name.ReadSequence(ValueTag);
        name.ThrowIfNotEmpty();
        var text = value.ReadCharacterString(UniversalTagNumber.UTF8String);
        value.ThrowIfNotEmpty();
        return new(AlternativeNameKind.UserName, text);
    }
}
