using System.Globalization;
using CsCheck;
using Gatehouse.Metadata.Masks;
using Gatehouse.Metadata.V1Beta1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Legacy = Gatehouse.Grafeas.V1Beta1;
using Current = Gatehouse.Grafeas.V1;

namespace Gatehouse.Metadata.Tests.V1Beta1;

public sealed class V1Beta1ConversionTests
{
    private static readonly Dictionary<string, FieldDescriptor[]> NotePaths = FieldPaths.Of(Legacy.Note.Descriptor).ToDictionary(FieldPaths.Text);
    private static readonly Dictionary<string, FieldDescriptor[]> OccurrencePaths = FieldPaths.Of(Legacy.Occurrence.Descriptor).ToDictionary(FieldPaths.Text);

    public static TheoryData<string> NoteFields => [.. NotePaths.Keys];

    public static TheoryData<string> OccurrenceFields => [.. OccurrencePaths.Keys];

    [Theory, MemberData(nameof(NoteFields))]
    public void Field_of_a_note_comes_back_from_v1(string path) =>
        MessageGenerator.WithOnly(NotePaths[path]).Sample(m => AssertComesBack((Legacy.Note)m), iter: 20);

    [Theory, MemberData(nameof(OccurrenceFields))]
    public void Field_of_an_occurrence_comes_back_from_v1(string path) =>
        MessageGenerator.WithOnly(OccurrencePaths[path]).Sample(m => AssertComesBack((Legacy.Occurrence)m), iter: 20);

    [Fact]
    public void Any_note_comes_back_from_v1() =>
        MessageGenerator.Of<Legacy.Note>(Legacy.Note.Descriptor, unknownFields: true).Sample(AssertComesBack, iter: 2_000);

    [Fact]
    public void Any_occurrence_comes_back_from_v1() =>
        MessageGenerator.Of<Legacy.Occurrence>(Legacy.Occurrence.Descriptor, unknownFields: true).Sample(AssertComesBack, iter: 2_000);

    [Fact]
    public void Update_through_v1beta1_that_changes_nothing_loses_nothing_of_a_v1_note() =>
        MessageGenerator.Of<Current.Note>(Current.Note.Descriptor, unknownFields: false).Sample(
            note =>
            {
                var updated = V1Beta1Notes.ToV1(V1Beta1Notes.FromV1(note));
                V1OnlyFields.Carry(MessageMaps.Notes, note, updated);
                AssertSame(note, updated);
            },
            iter: 2_000);

    [Fact]
    public void Update_through_v1beta1_that_changes_nothing_loses_nothing_of_a_v1_occurrence() =>
        MessageGenerator.Of<Current.Occurrence>(Current.Occurrence.Descriptor, unknownFields: false).Sample(
            occurrence =>
            {
                var updated = V1Beta1Occurrences.ToV1(V1Beta1Occurrences.FromV1(occurrence));
                V1OnlyFields.Carry(MessageMaps.Occurrences, occurrence, updated);
                AssertSame(occurrence, updated);
            },
            iter: 2_000);

    [Fact]
    public void Any_bytes_under_our_number_leave_a_v1_note_readable() =>
        Gen.Byte.Array[0, 40].Sample(
            bytes =>
            {
                var note = new Current.Note { Name = "projects/p/notes/n", Kind = Current.NoteKind.Build, Build = new() { BuilderVersion = "1" } };
                note.MergeFrom(Remainder(bytes));
                var seen = V1Beta1Notes.FromV1(note);
                Assert.Equal("projects/p/notes/n", seen.Name);
                Assert.Equal("1", seen.Build.BuilderVersion);
                Assert.Equal(Legacy.NoteKind.Build, seen.Kind);
            },
            iter: 5_000);

    [Fact]
    public void Remainder_cannot_say_what_v1_has_a_place_for()
    {
        var lie = new Legacy.Occurrence
        {
            NoteName = "projects/evil/notes/n",
            Resource = JsonParser.Default.Parse<Legacy.Resource>("""{"uri": "https://host/evil", "name": "kept"}"""),
            Intoto = new(),
            Kind = Legacy.NoteKind.Intoto,
        };
        var occurrence = new Current.Occurrence { ResourceUri = "https://host/good", Build = new(), Kind = Current.NoteKind.Build };
        occurrence.MergeFrom(Remainder(lie.ToByteArray()));

        var seen = V1Beta1Occurrences.FromV1(occurrence);

        Assert.Equal("", seen.NoteName);
        Assert.Equal(JsonParser.Default.Parse<Legacy.Resource>("""{"uri": "https://host/good", "name": "kept"}"""), seen.Resource);
        Assert.Equal(Legacy.Occurrence.DetailsOneofCase.Build, seen.DetailsCase);
        Assert.Equal(Legacy.NoteKind.Build, seen.Kind);
    }

    [Fact]
    public void Kinds_correspond_by_name()
    {
        foreach (var kind in Enum.GetValues<Legacy.NoteKind>())
        {
            Assert.True(V1Beta1Kinds.TryToV1(kind, out var v1));
            Assert.True(V1Beta1Kinds.TryFromV1(v1, out var back));
            Assert.Equal(kind, back);
            Assert.True(Enum.IsDefined(v1) ? v1.ToString() == kind.ToString() : (int)v1 is >= 101 and <= 105, kind.ToString());
        }

        Assert.All([Current.NoteKind.Upgrade, Current.NoteKind.Compliance, Current.NoteKind.DsseAttestation], k => Assert.False(V1Beta1Kinds.TryFromV1(k, out _)));
    }

    [Theory]
    [InlineData("intoto", 101)]
    [InlineData("sbom", 102)]
    [InlineData("spdx_package", 103)]
    [InlineData("spdx_file", 104)]
    [InlineData("spdx_relationship", 105)]
    public void Kind_of_v1beta1_only_is_derived_from_the_stored_record(string member, int kind)
    {
        var note = new Legacy.Note();
        Fill(note, member);
        var occurrence = new Legacy.Occurrence();
        Fill(occurrence, member);

        Assert.True(V1Beta1Kinds.TryDerive(V1Beta1Notes.ToV1(note), out var ofNote));
        Assert.True(V1Beta1Kinds.TryDerive(V1Beta1Occurrences.ToV1(occurrence), out var ofOccurrence));

        Assert.Equal(kind, (int)ofNote);
        Assert.Equal(kind, (int)ofOccurrence);
    }

    [Fact]
    public void No_kind_is_derived_of_a_record_without_a_remainder()
    {
        Assert.False(V1Beta1Kinds.TryDerive(new Current.Note { ShortDescription = "x" }, out _));
        Assert.False(V1Beta1Kinds.TryDerive(new Current.Occurrence { ResourceUri = "x" }, out _));
    }

    [Fact]
    public void Fields_of_different_names_and_shapes_arrive_where_v1_has_them()
    {
        var v1 = V1Beta1Occurrences.ToV1(JsonParser.Default.Parse<Legacy.Occurrence>("""
            {
              "resource": {"uri": "https://host/app@sha256:00", "name": "app"},
              "vulnerability": {"cvssV3": {"baseScore": 9.8}, "packageIssue": [{
                "severityName": "HIGH",
                "affectedLocation": {"cpeUri": "cpe:/o:debian:11", "package": "openssl", "version": {"name": "1.1", "kind": "NORMAL"}},
                "fixedLocation": {"cpeUri": "cpe:/o:debian:11", "package": "openssl", "version": {"kind": "MAXIMUM"}}}]}
            }
            """));

        Assert.Equal("https://host/app@sha256:00", v1.ResourceUri);
        Assert.Equal(9.8f, v1.Vulnerability.Cvssv3.BaseScore);
        var issue = Assert.Single(v1.Vulnerability.PackageIssue);
        Assert.Equal(("cpe:/o:debian:11", "openssl", "1.1"), (issue.AffectedCpeUri, issue.AffectedPackage, issue.AffectedVersion.Name));
        Assert.Equal(Current.Version.Types.VersionKind.Maximum, issue.FixedVersion.Kind);
    }

    [Fact]
    public void Layer_directives_are_names_in_v1()
    {
        var v1 = V1Beta1Occurrences.ToV1(new()
        {
            DerivedImage = new() { DerivedImage = new() { LayerInfo = { new Legacy.Image.Layer { Directive = Legacy.Image.Layer.Types.Directive.Entrypoint } } } },
        });

        Assert.Equal("ENTRYPOINT", Assert.Single(v1.Image.LayerInfo).Directive);
    }

    [Fact]
    public void Details_of_v1_appear_inside_their_wrappers()
    {
        var discovered = V1Beta1Occurrences.FromV1(new() { Discovery = new() }).Discovered;
        var attestation = V1Beta1Occurrences.FromV1(new() { Attestation = new() { Jwts = { new Current.Jwt { CompactJwt = "a.b.c" } } } }).Attestation;

        Assert.NotNull(discovered.Discovered);
        Assert.NotNull(attestation.Attestation.GenericSignedAttestation);
    }

    [Fact]
    public void Pgp_attestation_keeps_its_message_and_key_in_v1()
    {
        var v1 = V1Beta1Occurrences.ToV1(Pgp());

        Assert.Equal("-----BEGIN PGP MESSAGE-----", v1.Attestation.SerializedPayload.ToStringUtf8());
        var signature = Assert.Single(v1.Attestation.Signatures);
        Assert.Equal("-----BEGIN PGP MESSAGE-----", signature.Signature_.ToStringUtf8());
        Assert.Equal("0xFEED", signature.PublicKeyId);
    }

    [Fact]
    public void Pgp_attestation_that_a_v1_client_signed_again_is_a_generic_one()
    {
        var v1 = V1Beta1Occurrences.ToV1(Pgp());
        v1.Attestation.Signatures.Add(new Current.Signature { Signature_ = ByteString.CopyFromUtf8("second"), PublicKeyId = "other" });

        var generic = V1Beta1Occurrences.FromV1(v1).Attestation.Attestation.GenericSignedAttestation;

        Assert.Equal(["0xFEED", "other"], generic.Signatures.Select(s => s.PublicKeyId));
    }

    [Fact]
    public void Fields_that_only_v1_has_are_these()
    {
        var only = V1OnlyPaths(MessageMaps.Notes, "note").Concat(V1OnlyPaths(MessageMaps.Occurrences, "occurrence")).Order(StringComparer.Ordinal);
        AssertListed("v1-only-fields.txt", only);
    }

    [Fact]
    public void Fields_that_v1_has_no_place_for_are_these()
    {
        var kept = NotePaths.Where(p => NeedsRemainder(MessageMaps.Notes, p.Value, b => V1Beta1Notes.ToV1(Legacy.Note.Parser.ParseFrom(b)))).Select(p => "note." + p.Key)
            .Concat(OccurrencePaths.Where(p => NeedsRemainder(MessageMaps.Occurrences, p.Value, b => V1Beta1Occurrences.ToV1(Legacy.Occurrence.Parser.ParseFrom(b)))).Select(p => "occurrence." + p.Key))
            .Order(StringComparer.Ordinal).ToList();
        var outermost = kept.Where(p => !kept.Exists(o => p.StartsWith(o + ".", StringComparison.Ordinal)));
        AssertListed("v1beta1-only-fields.txt", outermost);
    }

    /// <summary>Whether no value of a field is among the v1 fields.</summary>
    private static bool NeedsRemainder(MessageMap map, FieldDescriptor[] path, Func<ByteString, IMessage> toV1)
    {
        var placed = false;
        MessageGenerator.WithOnly(path).Sample(
            m =>
            {
                var v1 = new FromV1Rewriter(remainders: false).Rewrite(map, toV1(m.ToByteString()).ToByteArray());
                placed |= IsSet(path, m) && m.Descriptor.Parser.ParseFrom(v1.Span).Equals(m);
            },
            iter: 100,
            threads: 1,
            seed: "0000000000001");
        return !placed && !FieldPaths.Text(path).Contains("pgp_signed_attestation", StringComparison.Ordinal);
    }

    private static bool IsSet(FieldDescriptor[] path, IMessage message)
    {
        foreach (var step in path[..^1].Where(f => !f.ContainingType.IsMapEntry))
        {
            switch (step.Accessor.GetValue(message))
            {
                case System.Collections.IDictionary map: message = map.Values.Cast<object>().OfType<IMessage>().Single(); break;
                case System.Collections.IList list: message = (IMessage)list[0]!; break;
                case IMessage inner: message = inner; break;
            }
        }

        return MaskedUpdate.IsSet(path[^1], message);
    }

    private static void AssertListed(string file, IEnumerable<string> fields)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "testdata", "v1beta1", file);
        if (Environment.GetEnvironmentVariable("GATEHOUSE_REWRITE_GOLDEN") == "1")
        {
            File.WriteAllLines(path, fields);
        }

        Assert.Equal(File.ReadAllLines(path), fields);
    }

    private static Legacy.Occurrence Pgp() => new()
    {
        Attestation = new()
        {
            Attestation = new()
            {
                PgpSignedAttestation = new()
                {
                    Signature = "-----BEGIN PGP MESSAGE-----",
                    PgpKeyId = "0xFEED",
                    ContentType = Legacy.Attestation.PgpSignedAttestation.Types.ContentType.SimpleSigningJson,
                },
            },
        },
    };

    private static IEnumerable<string> V1OnlyPaths(MessageMap map, string path) => map.V1.Fields.InDeclarationOrder().SelectMany(field => map.FindByV1(field.FieldNumber) switch
    {
        null => [$"{path}.{field.Name}"],
        FieldRule.Nest nest => V1OnlyPaths(nest.Inner, $"{path}.{field.Name}"),
        _ => [],
    });

    private static void AssertComesBack(Legacy.Note note) => AssertSame(note, V1Beta1Notes.FromV1(V1Beta1Notes.ToV1(note)));

    private static void AssertComesBack(Legacy.Occurrence occurrence) => AssertSame(occurrence, V1Beta1Occurrences.FromV1(V1Beta1Occurrences.ToV1(occurrence)));

    private static void AssertSame(IMessage expected, IMessage actual)
    {
        if (!expected.ToByteString().Equals(actual.ToByteString()))
        {
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"expected {expected}\n  actual {actual}\n{Convert.ToHexString(expected.ToByteArray())}\n{Convert.ToHexString(actual.ToByteArray())}"));
        }
    }

    private static void Fill(IMessage record, string member)
    {
        var field = record.Descriptor.FindFieldByName(member);
        field.Accessor.SetValue(record, field.MessageType.Parser.ParseFrom(ByteString.Empty));
    }

    private static byte[] Remainder(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(50_001, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(bytes));
        }

        return stream.ToArray();
    }
}
