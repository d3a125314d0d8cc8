using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Formats.Asn1;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>The name in a certificate. One that a policy could not write without doubt (several attributes in one step, a type twice) is refused.</summary>
internal static class DistinguishedNameReader
{
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["2.5.4.3"] = "CN", ["2.5.4.5"] = "SERIALNUMBER", ["2.5.4.6"] = "C", ["2.5.4.7"] = "L", ["2.5.4.8"] = "ST", ["2.5.4.9"] = "STREET",
        ["2.5.4.10"] = "O", ["2.5.4.11"] = "OU", ["2.5.4.17"] = "POSTALCODE", ["0.9.2342.19200300.100.1.25"] = "DC", ["0.9.2342.19200300.100.1.1"] = "UID",
    }.ToFrozenDictionary();

    public static Outcome<DistinguishedName> Read(ReadOnlyMemory<byte> der)
    {
        try
        {
            var attributes = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            var reader = new AsnReader(der, AsnEncodingRules.DER);
            var name = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            while (name.HasData)
            {
                ReadStep(name.ReadSetOf(), attributes);
            }
            return new DistinguishedName(attributes.ToImmutable());
        }
        catch (Exception e) when (e is AsnContentException or FormatException)
        {
            return new Failure(FailureReason.CertificateInvalid, VerificationStep.Identity, "the subject of a certificate: " + e.Message);
        }
    }

    private static void ReadStep(AsnReader step, ImmutableSortedDictionary<string, string>.Builder attributes)
    {
        var attribute = step.ReadSequence();
        if (step.HasData)
        {
            throw new FormatException("several attributes in one relative name are not matched");
        }
        var oid = attribute.ReadObjectIdentifier();
        var type = Types.GetValueOrDefault(oid, oid);
        if (!attributes.TryAdd(type, ReadText(attribute)))
        {
            throw new FormatException($"the attribute {type} occurs twice");
        }
    }

    private static string ReadText(AsnReader attribute)
    {
        var tag = (UniversalTagNumber)attribute.PeekTag().TagValue;
        return tag is UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String or UniversalTagNumber.TeletexString or UniversalTagNumber.BMPString
            ? attribute.ReadCharacterString(tag)
            : "#" + Convert.ToHexString(attribute.ReadEncodedValue().Span);
    }
}
