using System.Globalization;
using Gatehouse.Grafeas.V1;
using Google.Protobuf;
using Version = Gatehouse.Grafeas.V1.Version;

namespace Gatehouse.Load;

/// <summary>Records of production's shape: 50 occurrences an image (46 vulnerabilities, a discovery, two attestations, a build), some 420 bytes each on the wire.</summary>
internal static class SampleData
{
    public const int PerImage = 50;
    public const int VulnerabilitiesPerImage = 46;
    public const string Parent = "projects/load";
    private const string Cpe = "cpe:/o:debian:debian_linux:12";

    public static string Image(int index) => string.Create(CultureInfo.InvariantCulture, $"https://registry.example/team-{index % 17}/service-{index}@sha256:{index:x64}");

    public static IEnumerable<(string Id, Note Note)> Notes()
    {
        for (var i = 0; i < VulnerabilitiesPerImage; i++)
        {
            yield return (Cve(i), new Note { ShortDescription = "a vulnerability", Vulnerability = new() { Severity = Severity.High } });
        }

        yield return ("discovery", new Note { Discovery = new() { AnalysisKind = NoteKind.Vulnerability } });
        yield return ("attestor", new Note { Attestation = new() { Hint = new() { HumanReadableName = "qa" } } });
        yield return ("builder", new Note { Build = new() { BuilderVersion = "1" } });
    }

    public static Occurrence Occurrence(int index)
    {
        var (image, slot) = (index / PerImage, index % PerImage);
        var occurrence = slot switch
        {
            < VulnerabilitiesPerImage => Vulnerability(slot),
            46 => new Occurrence { NoteName = $"{Parent}/notes/discovery", Discovery = new() { AnalysisStatus = DiscoveryOccurrence.Types.AnalysisStatus.FinishedSuccess } },
            47 or 48 => new Occurrence { NoteName = $"{Parent}/notes/attestor", Attestation = Attestation() },
            _ => new Occurrence { NoteName = $"{Parent}/notes/builder", Build = new() { Provenance = new() { Id = "build", ProjectId = "p", BuilderVersion = "1" } } },
        };
        occurrence.ResourceUri = Image(image);
        return occurrence;
    }

    private static string Cve(int slot) => string.Create(CultureInfo.InvariantCulture, $"CVE-2026-{10_000 + slot}");

    private static Occurrence Vulnerability(int slot) => new()
    {
        NoteName = $"{Parent}/notes/{Cve(slot)}",
        Vulnerability = new()
        {
            Severity = (Severity)(1 + (slot % 5)),
            EffectiveSeverity = (Severity)(1 + (slot % 5)),
            CvssScore = 1 + (slot % 9),
            ShortDescription = Cve(slot),
            FixAvailable = slot % 3 == 0,
            PackageIssue =
            {
                new VulnerabilityOccurrence.Types.PackageIssue
                {
                    AffectedCpeUri = Cpe,
                    AffectedPackage = $"package-{slot}",
                    AffectedVersion = new Version { Name = "1.2.3-4+deb12u1", Kind = Version.Types.VersionKind.Normal },
                    FixedCpeUri = Cpe,
                    FixedPackage = $"package-{slot}",
                    FixedVersion = new Version { Name = "1.2.3-5+deb12u2", Kind = Version.Types.VersionKind.Normal },
                    PackageType = "OS",
                },
            },
        },
    };

    private static AttestationOccurrence Attestation() => new()
    {
        SerializedPayload = ByteString.CopyFrom(new byte[220]),
        Signatures = { new Signature { Signature_ = ByteString.CopyFrom(new byte[96]), PublicKeyId = "https://keys.example/qa/1" } },
    };

}
