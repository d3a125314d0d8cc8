using Gatehouse.Metadata.V1Beta1;

namespace Gatehouse.Metadata.Tests.V1Beta1;

public sealed class V1Beta1FieldNamesTests
{
    [Theory]
    [InlineData("occurrence.resource_uri", "occurrence.resource.uri")]
    [InlineData("occurrences[2].vulnerability.package_issue[0].fixed_version.kind", "occurrences[2].vulnerability.package_issue[0].fixed_location.version.kind")]
    [InlineData("occurrence.attestation.signatures[1].signature", "occurrence.attestation.attestation.generic_signed_attestation.signatures[1].signature")]
    [InlineData("occurrence.image.layer_info[3].directive", "occurrence.derived_image.derived_image.layer_info[3].directive")]
    [InlineData("note.image.fingerprint.v1_name", "note.base_image.fingerprint.v1_name")]
    [InlineData("notes[a.b].vulnerability.details[0].affected_cpe_uri", "notes[a.b].vulnerability.details[0].cpe_uri")]
    [InlineData("note.upgrade.version.kind", "note.upgrade.version.kind")]
    [InlineData("note.type", "note.type")]
    [InlineData("note", "note")]
    [InlineData("notes[a]", "notes[a]")]
    [InlineData("parent", "parent")]
    [InlineData("", "")]
    public void Path_of_v1_is_told_in_the_names_of_v1beta1(string v1, string v1Beta1) => Assert.Equal(v1Beta1, V1Beta1FieldNames.OfV1(v1));
}
