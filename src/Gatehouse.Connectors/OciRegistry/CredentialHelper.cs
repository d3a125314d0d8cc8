using System.Diagnostics;
using System.Text.Json;
using Gatehouse.Admission.Registries;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>Programs that keep credentials, <c>docker-credential-NAME</c>: the registry goes in, a credential comes out (docker-credential-helpers, "Development").</summary>
internal static class CredentialHelper
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>Null when the helper knows none.</returns>
    /// <exception cref="RegistryException">It cannot be run, or does not come to an end.</exception>
    public static async Task<RegistryCredential?> GetAsync(string helper, string key, CancellationToken cancellationToken)
    {
        var program = "docker-credential-" + helper;
        if (helper.AsSpan().ContainsAny('/', '\\'))
        {
            throw new RegistryException(RegistryProblem.Denied, $"\"{helper}\" is no name of a credential helper; a name without slashes is expected");
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        using var process = Start(program);
        try
        {
            await process.StandardInput.WriteAsync(key.AsMemory(), timeout.Token);
            process.StandardInput.Close();
            var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return process.ExitCode == 0 ? Read(output) : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new RegistryException(RegistryProblem.Denied, $"{program} did not answer in {Patience.TotalSeconds:0} seconds");
        }
    }

    private static Process Start(string program)
    {
        var start = new ProcessStartInfo(program, ["get"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new RegistryException(RegistryProblem.Denied, $"{program} cannot be run: {exception.Message}; install it, or take it out of the file of credentials", exception);
        }
    }

    private static RegistryCredential? Read(string output)
    {
        try
        {
            var answer = JsonElement.Parse(output);
            var (user, secret) = (answer.GetProperty("Username").GetString() ?? "", answer.GetProperty("Secret").GetString() ?? "");
            return user == "<token>" ? new("", secret, true) : new(user, secret, false);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
