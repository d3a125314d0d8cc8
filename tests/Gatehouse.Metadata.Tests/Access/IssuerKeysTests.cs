using Gatehouse.Metadata.Access.Authentication;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Metadata.Tests.Access;

public sealed class IssuerKeysTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly IssuerKeys _keys;
    private Func<Task<IReadOnlyList<SecurityKey>>> _fetch = () => Answer("a");
    private int _fetches;

    public IssuerKeysTests() => _keys = new(new() { KeyRetrySeconds = 10 }, () =>
    {
        Interlocked.Increment(ref _fetches);
        return _fetch();
    }, _time);

    [Fact]
    public async Task Known_keys_are_not_fetched_again_while_they_are_fresh()
    {
        await FindAsync("a");
        _time.Advance(IssuerKeys.Fresh - TimeSpan.FromSeconds(1));
        Assert.Equal(["a"], await FindAsync("a"));
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task A_withdrawn_key_stops_working_when_keys_are_fetched_again()
    {
        await FindAsync("a");
        _fetch = () => Answer("b");
        _time.Advance(IssuerKeys.Fresh);
        Assert.Empty(await FindAsync("a"));
        Assert.Equal(["b"], await FindAsync("b"));
    }

    [Fact]
    public async Task An_unknown_key_is_asked_for_once_in_the_retry_time()
    {
        await FindAsync("a");
        _fetch = () => Answer("a", "b");
        Assert.Empty(await FindAsync("b"));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["b"], await FindAsync("b"));
        Assert.Empty(await FindAsync("c"));
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task Known_keys_count_through_an_outage_of_a_day_and_no_longer()
    {
        await FindAsync("a");
        _fetch = Fail;
        _time.Advance(IssuerKeys.Longest - TimeSpan.FromSeconds(1));
        Assert.Equal(["a"], await FindAsync("a"));
        await Assert.ThrowsAsync<IssuerUnavailableException>(() => FindAsync("b"));
        _time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<IssuerUnavailableException>(() => FindAsync("a"));
    }

    [Fact]
    public async Task A_failure_stands_for_the_retry_time_so_that_nobody_waits_for_a_dead_issuer_again_and_again()
    {
        _fetch = Fail;
        await Assert.ThrowsAsync<IssuerUnavailableException>(() => FindAsync("a"));
        _fetch = () => Answer("a");
        await Assert.ThrowsAsync<IssuerUnavailableException>(() => FindAsync("a"));
        Assert.Equal(1, _fetches);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["a"], await FindAsync("a"));
    }

    [Fact]
    public async Task Callers_share_one_fetch_and_one_that_gives_up_does_not_end_it_for_the_others()
    {
        var pending = new TaskCompletionSource<IReadOnlyList<SecurityKey>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _fetch = () => pending.Task;
        using var impatient = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 10).Select(_ => FindAsync("a")).ToArray();
        var leaving = _keys.FindAsync("a", impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        pending.SetResult(await Answer("a"));
        Assert.All(await Task.WhenAll(waiting), found => Assert.Equal(["a"], found));
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task A_token_without_a_key_id_may_be_signed_with_any_and_a_key_without_one_may_sign_any()
    {
        _fetch = () => Answer("a", "");
        Assert.Equal(["a", ""], await FindAsync(""));
        Assert.Equal(["a"], await FindAsync("a"));
        Assert.Equal([""], await FindAsync("other"));
    }

    private async Task<string[]> FindAsync(string keyId) => [.. (await _keys.FindAsync(keyId, TestContext.Current.CancellationToken)).Select(k => k.KeyId ?? "")];

    private static Task<IReadOnlyList<SecurityKey>> Answer(params string[] ids) => Task.FromResult<IReadOnlyList<SecurityKey>>([.. ids.Select(id => new JsonWebKey { Kid = id.Length == 0 ? null : id })]);

    private static Task<IReadOnlyList<SecurityKey>> Fail() => Task.FromException<IReadOnlyList<SecurityKey>>(new IssuerUnavailableException("it is down"));
}
