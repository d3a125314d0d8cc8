using System.Collections.Frozen;
using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>
/// Makes the maps from the descriptors: fields of equal name and shape correspond, the tables below say where names or shapes differ,
/// and a field that fits neither has no place in v1.
/// </summary>
internal static class MessageMaps
{
    private static readonly FrozenDictionary<string, string> Renames = new Dictionary<string, string>
    {
        ["Note.base_image"] = "image",
        ["Note.deployable"] = "deployment",
        ["Note.attestation_authority"] = "attestation",
        ["Occurrence.derived_image"] = "image",
        ["Occurrence.installation"] = "package",
        ["Occurrence.discovered"] = "discovery",
        ["vulnerability.Details.cvss_v3"] = "cvssv3",
        ["vulnerability.Vulnerability.Detail.cpe_uri"] = "affected_cpe_uri",
        ["vulnerability.Vulnerability.Detail.package"] = "affected_package",
        ["vulnerability.Vulnerability.Detail.min_affected_version"] = "affected_version_start",
        ["vulnerability.Vulnerability.Detail.max_affected_version"] = "affected_version_end",
    }.ToFrozenDictionary();

    /// <summary>Messages whose fields are, with a prefix to their names, fields of the v1 message itself.</summary>
    private static readonly FrozenDictionary<string, string> Prefixes = new Dictionary<string, string>
    {
        ["Occurrence.resource"] = "resource_",
        ["VulnerabilityOccurrencesSummary.FixableTotalByDigest.resource"] = "resource_",
        ["vulnerability.PackageIssue.affected_location"] = "affected_",
        ["vulnerability.PackageIssue.fixed_location"] = "fixed_",
        ["vulnerability.Vulnerability.Detail.fixed_location"] = "fixed_",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Wrappers = FrozenSet.Create(
        "attestation.Details.attestation",
        "attestation.Attestation.generic_signed_attestation",
        "deployment.Details.deployment",
        "discovery.Details.discovered",
        "image.Details.derived_image",
        "package.Details.installation");

    /// <summary>See <see cref="PgpAttestations"/>.</summary>
    private const string PgpSignedAttestation = "attestation.Attestation.pgp_signed_attestation";

    private const string Package = "grafeas.v1beta1.";

    public static MessageMap Notes { get; } = Create(Grafeas.V1Beta1.Note.Descriptor, Grafeas.V1.Note.Descriptor);

    public static MessageMap Occurrences { get; } = Create(Grafeas.V1Beta1.Occurrence.Descriptor, Grafeas.V1.Occurrence.Descriptor);

    public static MessageMap SummaryCounts { get; } = Create(
        Grafeas.V1Beta1.VulnerabilityOccurrencesSummary.Types.FixableTotalByDigest.Descriptor,
        Grafeas.ContainerAnalysis.VulnerabilityOccurrencesSummary.Types.FixableTotalByDigest.Descriptor);

    private static MessageMap Create(MessageDescriptor v1Beta1, MessageDescriptor v1, string prefix = "")
    {
        var rules = new Dictionary<int, FieldRule>();
        foreach (var field in v1Beta1.Fields.InDeclarationOrder())
        {
            if (RuleFor(field, v1, prefix) is { } rule)
            {
                rules.Add(field.FieldNumber, rule);
            }
        }

        return new(v1Beta1, v1, rules);
    }

    private static FieldRule? RuleFor(FieldDescriptor field, MessageDescriptor v1, string prefix)
    {
        var name = field.FullName.StartsWith(Package, StringComparison.Ordinal) ? field.FullName[Package.Length..] : field.FullName;
        if (name == PgpSignedAttestation)
        {
            return new FieldRule.ByHand();
        }

        if (Wrappers.Contains(name))
        {
            return new FieldRule.Flatten(Create(field.MessageType, v1), Wrapper: true);
        }

        if (Prefixes.TryGetValue(name, out var innerPrefix))
        {
            return new FieldRule.Flatten(Create(field.MessageType, v1, innerPrefix), Wrapper: false);
        }

        var target = v1.FindFieldByName(Renames.GetValueOrDefault(name, prefix + field.Name));
        return target is null ? null : RuleFor(field, target);
    }

    private static FieldRule RuleFor(FieldDescriptor field, FieldDescriptor target)
    {
        if (field.IsRepeated != target.IsRepeated || field.IsMap != target.IsMap)
        {
            throw new InvalidOperationException($"{field.FullName} and {target.FullName} need a rule of their own.");
        }

        return (field.FieldType, target.FieldType) switch
        {
            (FieldType.Message, FieldType.Message) when field.MessageType == target.MessageType => new FieldRule.Copy(target.FieldNumber),
            (FieldType.Message, FieldType.Message) => new FieldRule.Nest(target.FieldNumber, Create(field.MessageType, target.MessageType)),
            (FieldType.Enum, FieldType.String) => new FieldRule.Convert(target.FieldNumber, new EnumNameConversion(field.EnumType)),
            (FieldType.Enum, FieldType.Enum) when field.EnumType.FullName == Package + "NoteKind" => new FieldRule.Convert(target.FieldNumber, new NoteKindConversion()),
            var (from, to) when from == to => new FieldRule.Copy(target.FieldNumber),
            _ => throw new InvalidOperationException($"{field.FullName} and {target.FullName} need a rule of their own."),
        };
    }
}
