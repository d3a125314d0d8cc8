using Gatehouse.Access;
using Gatehouse.Access.Policies;
using Gatehouse.Access.Roles;
using Gatehouse.Metadata.Access.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Metadata.Access.Tokens;

/// <summary>
/// The administrator's token of a data directory, in <c>DIR/admin.token</c> with mode 0600. It belongs to <see cref="Principal"/>, which holds
/// <c>roles/gatehouse.admin</c> on a new server. Deleting the file and starting again makes a new one; the old is revoked with <c>gatehouse token revoke</c>.
/// </summary>
public static class AdminToken
{
    public const string Principal = "serviceAccount:gatehouse-admin";
    public const string FileName = "admin.token";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Call after the store was migrated and before the first request.</summary>
    /// <returns>The token, when it was made just now; null when the file holds one that works.</returns>
    public static async ValueTask<string?> EnsureAsync(string directory, IServiceProvider services, CancellationToken cancellationToken)
    {
        await EnsureAdministratorAsync(services.GetRequiredService<PolicyStore>(), cancellationToken);
        var tokens = services.GetRequiredService<TokenStore>();
        var file = Path.Combine(directory, FileName);
        if (File.Exists(file) && await tokens.VerifyAsync((await File.ReadAllTextAsync(file, cancellationToken)).Trim(), cancellationToken) is not null)
        {
            return null;
        }

        var record = new TokenRecord
        {
            Name = $"administrator of {Environment.MachineName}",
            Principal = Principal,
            Groups = [],
            Scopes = [],
            CreateTime = services.GetRequiredService<TimeProvider>().GetUtcNow(),
            CreatedBy = "gatehouse",
            ExpireTime = null,
        };
        var (text, _) = await tokens.CreateAsync(record, Server, cancellationToken);
        await WriteAsync(file, text, cancellationToken);
        return text;
    }

    private static Caller Server => new("gatehouse", [], "", []);

    private static async ValueTask EnsureAdministratorAsync(PolicyStore policies, CancellationToken cancellationToken)
    {
        if ((await policies.GetAsync("", cancellationToken)).Revision == 0)
        {
            // Null when another replica was first: it wrote the same.
            await policies.SetAsync("", IamPolicy.Empty.Grant(RoleCatalog.Admin, Principal), 0, Server, cancellationToken);
        }
    }

    /// <summary>Never readable by others, not even between creation and a change of mode; never half-written.</summary>
    private static async Task WriteAsync(string file, string text, CancellationToken cancellationToken)
    {
        var fresh = file + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using (var writer = new StreamWriter(fresh, options))
        {
            await writer.WriteLineAsync(text.AsMemory(), cancellationToken);
        }

        File.Move(fresh, file, overwrite: true);
    }
}
