using Gatehouse.Access;
using Gatehouse.Fakes.Storage;
using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Access.Tokens;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Metadata.Tests.Access;

public sealed class TokenStoreTests
{
    private static readonly Caller Administrator = new("user:root@example.com", [], "", []);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly InMemoryStore _records = new();
    private readonly TokenStore _tokens;

    public TokenStoreTests() => _tokens = CreateStore();

    [Fact]
    public async Task The_last_use_is_written_down_and_never_brings_a_revoked_token_back()
    {
        var (text, id) = await CreateAsync(TimeSpan.FromDays(1));
        Assert.Null(await LastUseAsync(id));
        _time.Advance(TimeSpan.FromMinutes(7));
        var used = _time.GetUtcNow();
        Assert.NotNull(await _tokens.VerifyAsync(text, TestContext.Current.CancellationToken));
        await _tokens.SaveUsesAsync(TestContext.Current.CancellationToken);
        Assert.Equal(used, await LastUseAsync(id));

        Assert.NotNull(await _tokens.VerifyAsync(text, TestContext.Current.CancellationToken));
        Assert.True(await _tokens.RevokeAsync(id, Administrator, TestContext.Current.CancellationToken));
        await _tokens.SaveUsesAsync(TestContext.Current.CancellationToken);
        Assert.Null(await _tokens.VerifyAsync(text, TestContext.Current.CancellationToken));
        Assert.Null(await _tokens.FindAsync(id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_token_counts_to_the_end_of_its_life_and_not_an_instant_longer()
    {
        var (text, _) = await CreateAsync(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.NotNull(await _tokens.VerifyAsync(text, TestContext.Current.CancellationToken));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await _tokens.VerifyAsync(text, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_token_that_another_replica_revoked_counts_for_the_stale_time_at_most()
    {
        var (text, id) = await CreateAsync(TimeSpan.FromDays(1));
        Assert.NotNull(await _tokens.VerifyAsync(text, TestContext.Current.CancellationToken));
        await CreateStore().RevokeAsync(id, Administrator, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await _tokens.VerifyAsync(text, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Texts_are_told_from_mistyped_ones_without_asking_the_store()
    {
        var text = TokenText.Create();
        Assert.True(TokenText.IsWellFormed(text));
        for (var i = 0; i < text.Length; i++)
        {
            Assert.False(TokenText.IsWellFormed(text[..i] + (text[i] == 'x' ? 'y' : 'x') + text[(i + 1)..]));
        }

        Assert.False(TokenText.IsWellFormed(text + "0"));
        Assert.NotEqual(text, TokenText.Create());
    }

    private TokenStore CreateStore() => new(_records, _records, _time, Options.Create(new AccessOptions()));

    private ValueTask<(string Text, string Id)> CreateAsync(TimeSpan life) => _tokens.CreateAsync(
        new() { Name = "of a test", Principal = "serviceAccount:ci", Groups = [], Scopes = [], CreateTime = _time.GetUtcNow(), CreatedBy = "x", ExpireTime = _time.GetUtcNow() + life },
        Administrator,
        TestContext.Current.CancellationToken);

    private async Task<DateTimeOffset?> LastUseAsync(string id) => (await _tokens.ListAsync("", 10, null, TestContext.Current.CancellationToken)).Single(t => t.Id == id).LastUsed;
}
