using Gatehouse.Access;
using Gatehouse.Access.Decisions;
using Gatehouse.Access.Members;
using Gatehouse.Api.V1;
using Gatehouse.Metadata.Calls;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Access.Tokens;

/// <summary>
/// Who may make which token. Whoever has <c>gatehouse.tokens.manage</c> makes any; a user or service account makes some for itself, without groups (they
/// may leave theirs); a CI job makes none, since it would outlive the job; nor does a credential with scopes, since it would shed them.
/// </summary>
internal sealed class TokenService(TokenStore tokens, AccessGuard guard, TimeProvider time, IOptions<AccessOptions> options)
{
    private const int DefaultPageSize = 100;
    private const int MaximumPageSize = 1_000;
    private const int MaximumEntries = 100;
    private const string Prefix = "tokens/";

    public async ValueTask<CreateTokenResponse> CreateAsync(CreateTokenRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var wanted = request.Token?.Clone() ?? new Token();
        wanted.Principal = wanted.Principal.Length > 0 ? wanted.Principal : caller.Principal;
        if (!IsOwn(wanted, caller))
        {
            await guard.RequireAsync(caller, Permission.TokensManage, "", cancellationToken);
            if (!caller.Scopes.IsDefaultOrEmpty)
            {
                throw Errors.Create(Google.Rpc.Code.PermissionDenied, $"this credential is limited to {string.Join(", ", caller.Scopes)}; tokens are made with one that is not limited");
            }
        }

        var record = Check(wanted, request.Ttl, caller);
        var (text, id) = await tokens.CreateAsync(record, caller, cancellationToken);
        return new() { Token = Write(id, record, null), Text = text };
    }

    public async ValueTask<ListTokensResponse> ListAsync(ListTokensRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var all = await guard.AllowsAsync(caller, Permission.TokensManage, "", cancellationToken);
        if (!all && !HasOwn(caller))
        {
            await guard.RequireAsync(caller, Permission.TokensManage, "", cancellationToken);
        }

        if (request.PageSize is < 0 or > MaximumPageSize)
        {
            throw Errors.InvalidArgument("page_size", $"must be 0 to {MaximumPageSize}, got {request.PageSize}");
        }

        var limit = request.PageSize == 0 ? DefaultPageSize : request.PageSize;
        var page = await ReadAsync(request.PageToken, limit + 1, all ? null : caller.Principal, cancellationToken);
        return new()
        {
            Tokens = { page.Take(limit) },
            NextPageToken = page.Count > limit ? page[limit - 1].Name[Prefix.Length..] : "",
        };
    }

    /// <summary>As many tokens as are asked for, and there are.</summary>
    /// <param name="principal">Whose; null for everybody's.</param>
    private async ValueTask<List<Token>> ReadAsync(string after, int count, string? principal, CancellationToken cancellationToken)
    {
        var found = new List<Token>();
        var chunk = principal is null ? count : MaximumPageSize;
        while (true)
        {
            var read = await tokens.ListAsync(after, chunk, principal, cancellationToken);
            found.AddRange(read.Where(t => principal is null || t.Record.Principal == principal).Select(t => Write(t.Id, t.Record, t.LastUsed)).Take(count - found.Count));
            if (found.Count == count || read.Count < chunk)
            {
                return found;
            }

            after = read[^1].Id;
        }
    }

    public async ValueTask RevokeAsync(RevokeTokenRequest request, Caller caller, CancellationToken cancellationToken)
    {
        if (!request.Name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw Errors.InvalidArgument("name", $"must be of the form tokens/ID, got \"{request.Name}\"");
        }

        var id = request.Name[Prefix.Length..];
        var own = HasOwn(caller) && (await tokens.FindAsync(id, cancellationToken))?.Principal == caller.Principal;
        if (!own)
        {
            await guard.RequireAsync(caller, Permission.TokensManage, "", cancellationToken);
        }

        if (!await tokens.RevokeAsync(id, caller, cancellationToken))
        {
            throw Errors.NotFound(request.Name);
        }
    }

    /// <summary>A limited credential does not reach the tokens of its principal: it was given away for something else.</summary>
    private static bool HasOwn(Caller caller) => !caller.IsAnonymous && caller.Scopes.IsDefaultOrEmpty;

    private static bool IsOwn(Token wanted, Caller caller) =>
        wanted.Principal == caller.Principal && wanted.Groups.Count == 0 && caller.Scopes.IsDefaultOrEmpty
        && (caller.Principal.StartsWith("user:", StringComparison.Ordinal) || caller.Principal.StartsWith("serviceAccount:", StringComparison.Ordinal));

    private TokenRecord Check(Token wanted, Duration? ttl, Caller caller)
    {
        var errors = new List<FieldError>();
        if (wanted.DisplayName.Length is 0 or > 200 || wanted.DisplayName.Any(char.IsControl))
        {
            errors.Add(new("token.display_name", "must be 1 to 200 characters that tell what the token is for, without control characters"));
        }

        if (!Member.IsIdentity(wanted.Principal))
        {
            errors.Add(new("token.principal", $"must be user:…, serviceAccount:… or principal:…, got \"{wanted.Principal}\""));
        }

        if (wanted.Groups.Count > MaximumEntries || wanted.Scopes.Count > MaximumEntries)
        {
            errors.Add(new("token", $"may have at most {MaximumEntries} groups and {MaximumEntries} scopes"));
        }

        errors.AddRange(wanted.Groups.Select((g, i) => (g, i)).Where(x => !Member.IsGroup(x.g)).Select(x => new FieldError($"token.groups[{x.i}]", $"must be group:… or principalSet:…, got \"{x.g}\"")));
        errors.AddRange(wanted.Scopes.Select((s, i) => (Mistake: Scope.FindMistake(s), i)).Where(x => x.Mistake is not null).Select(x => new FieldError($"token.scopes[{x.i}]", x.Mistake!)));
        var life = CheckLife(ttl, errors);
        Errors.ThrowIfAny(errors);
        var now = time.GetUtcNow();
        return new()
        {
            Name = wanted.DisplayName,
            Principal = wanted.Principal,
            Groups = [.. wanted.Groups],
            Scopes = [.. wanted.Scopes],
            CreateTime = now,
            CreatedBy = caller.Principal,
            ExpireTime = now + life,
        };
    }

    private TimeSpan CheckLife(Duration? ttl, List<FieldError> errors)
    {
        var limits = options.Value.Tokens;
        if (ttl is null)
        {
            return TimeSpan.FromDays(limits.DefaultDays);
        }

        // Compared as seconds: a hostile duration is longer than a TimeSpan can be.
        if (ttl.Seconds < 1 || ttl.Seconds > limits.MaximumDays * 86_400L || ttl.Nanos != 0)
        {
            errors.Add(new("ttl", $"must be whole seconds, 1 s to {limits.MaximumDays} days"));
            return TimeSpan.Zero;
        }

        return TimeSpan.FromSeconds(ttl.Seconds);
    }

    private static Token Write(string id, TokenRecord record, DateTimeOffset? lastUsed) => new()
    {
        Name = Prefix + id,
        DisplayName = record.Name,
        Principal = record.Principal,
        Groups = { record.Groups },
        Scopes = { record.Scopes },
        CreateTime = record.CreateTime.ToTimestamp(),
        ExpireTime = record.ExpireTime?.ToTimestamp(),
        LastUsedTime = lastUsed?.ToTimestamp(),
        CreatedBy = record.CreatedBy,
    };
}
