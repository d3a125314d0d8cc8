using System.CommandLine;
using Gatehouse.Attestation.Keys;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse keys generate PREFIX</c>: a pair of keys for attestations, in PEM form. Beside it what shows and lists keys.</summary>
internal static class KeysCommand
{
    private static readonly Argument<string> Prefix = new("prefix") { Description = "Writes PREFIX.key (private, mode 0600) and PREFIX.pub" };
    private static readonly Option<KeyKind> Kind = new("--kind") { Description = "Kind of key", DefaultValueFactory = _ => KeyKind.EcdsaP256 };
    private static readonly Option<string> PasswordVariable = new("--password-env") { Description = "Environment variable with a password to encrypt the private key with; empty: not encrypted", DefaultValueFactory = _ => "GATEHOUSE_KEY_PASSWORD" };

    public static Command Create()
    {
        var generate = new Command("generate", "Make a pair of keys") { Prefix, Kind, PasswordVariable };
        generate.SetAction(result => Generate(result.GetValue(Prefix)!, result.GetValue(Kind), Environment.GetEnvironmentVariable(result.GetValue(PasswordVariable)!) ?? ""));
        return new("keys", "Keys that sign attestations") { generate, KeysShowCommand.Create(), KeysListCommand.Create() };
    }

    private static int Generate(string prefix, KeyKind kind, string password)
    {
        using var key = PrivateKey.Generate(kind);
        Write($"{prefix}.key", password.Length > 0 ? key.ToEncryptedPem(password) : key.ToPem(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Write($"{prefix}.pub", key.PublicKey.ToPem(), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Console.WriteLine(key.PublicKey.Id);
        return 0;
    }

    /// <summary>Never over a file that is there: a lost private key cannot be had again.</summary>
    private static void Write(string path, string text, UnixFileMode mode)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = mode;
            }

            using var writer = new StreamWriter(path, options);
            writer.Write(text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"cannot write \"{path}\": {exception.Message}");
        }
    }
}
