using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Rest;

/// <summary>Update masks as query parameters.</summary>
public sealed class MaskTests(SharedServer server) : IClassFixture<SharedServer>
{
    private HttpClient Http => server.Http;

    [Theory]
    [InlineData("updateMask=shortDescription")]
    [InlineData("updateMask=short_description")]
    [InlineData("update_mask=short_description")]
    [InlineData("update_mask=shortDescription")]
    public async Task A_mask_is_read_in_either_spelling(string mask)
    {
        var (_, note) = await Http.CreateNoteAsync();
        var updated = await Http.DoAsync(HttpMethod.Patch, $"/v1/{note}?{mask}", """{"shortDescription":"new","longDescription":"not named"}""");
        Assert.Equal(("new", null), ((string?)updated["shortDescription"], (string?)updated["longDescription"]));
    }

    [Fact]
    public async Task A_mask_reaches_into_messages_and_may_mix_spellings()
    {
        var (_, note) = await Http.CreateNoteAsync();
        var updated = await Http.DoAsync(
            HttpMethod.Patch, $"/v1/{note}?updateMask=vulnerability.cvss_score,longDescription", """{"longDescription":"long","vulnerability":{"cvssScore":7.5,"severity":"LOW"}}""");
        Assert.Equal((7.5, "HIGH", "long", "a bug"), (
            (double)updated["vulnerability"]!["cvssScore"]!, (string)updated["vulnerability"]!["severity"]!, (string)updated["longDescription"]!, (string)updated["shortDescription"]!));
    }

    [Fact]
    public async Task A_field_that_is_named_but_not_sent_is_cleared()
    {
        var (_, note) = await Http.CreateNoteAsync();
        var updated = await Http.DoAsync(HttpMethod.Patch, $"/v1/{note}?updateMask=shortDescription", "{}");
        Assert.Null(updated["shortDescription"]);
    }

    [Fact]
    public async Task Without_a_mask_what_is_sent_changes()
    {
        var (_, note) = await Http.CreateNoteAsync();
        var updated = await Http.DoAsync(HttpMethod.Patch, $"/v1/{note}", """{"longDescription":"long"}""");
        Assert.Equal(("a bug", "long"), ((string?)updated["shortDescription"], (string?)updated["longDescription"]));
    }

    [Theory]
    [InlineData("nonsense", "nonsense")]
    [InlineData("createTime", "createTime")]
    [InlineData("shortDescription.x", "shortDescription.x")]
    [InlineData("relatedUrl.url", "relatedUrl.url")]
    public async Task A_path_that_cannot_be_updated_is_named_and_nothing_changes(string path, string named)
    {
        var (_, note) = await Http.CreateNoteAsync();
        var before = await Http.DoAsync(HttpMethod.Get, $"/v1/{note}");
        var message = await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Patch, $"/v1/{note}?updateMask=longDescription,{path}", """{"longDescription":"long"}""");
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.Equal(before.ToJsonString(), (await Http.DoAsync(HttpMethod.Get, $"/v1/{note}")).ToJsonString());
    }
}
