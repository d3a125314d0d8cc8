using System.Text;
using System.Text.Json;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>Credentials as docker and podman keep them: <c>auths</c>, <c>credHelpers</c>, <c>credsStore</c> (docker, "config.json"; containers-auth.json(5)).</summary>
internal sealed record CredentialFile(JsonElement Content)
{
    private const string HubKey = "https://index.docker.io/v1/";

    /// <returns>Null where there is no file.</returns>
    /// <exception cref="FormatException">It is no JSON object.</exception>
    public static CredentialFile? Find(string path)
    {
        var file = path.Length > 0 ? path : Candidates().FirstOrDefault(File.Exists);
        if (file is null || !File.Exists(file))
        {
            return null;
        }

        try
        {
            return new(JsonElement.Parse(File.ReadAllBytes(file)));
        }
        catch (JsonException exception)
        {
            throw new FormatException($"{file} is no file of credentials: {exception.Message}", exception);
        }
    }

    /// <summary>The program that knows the credential of a registry; null when none is configured.</summary>
    public string? HelperOf(string registry) => Text(Member(Content, "credHelpers"), registry) ?? Text(Content, "credsStore");

    /// <summary>What is asked of helpers.</summary>
    public static string KeyOf(string registry) => registry == Artifacts.Content.ImageReference.DefaultRegistry ? HubKey : registry;

    /// <param name="repository">Podman keeps credentials by repository too; the longest name that fits counts.</param>
    public RegistryCredential? Find(string registry, string repository)
    {
        var auths = Member(Content, "auths");
        if (auths.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var wanted = $"{registry}/{repository}";
        var entry = auths.EnumerateObject().Where(a => Fits(NameOf(a.Name), registry, wanted)).OrderByDescending(a => a.Name.Length).FirstOrDefault().Value;
        return Read(entry);
    }

    private static bool Fits(string name, string registry, string wanted) => name == registry || wanted == name || wanted.StartsWith(name + "/", StringComparison.Ordinal);

    /// <summary>Old files write a URL.</summary>
    private static string NameOf(string key)
    {
        if (key == HubKey || key == "index.docker.io")
        {
            return Artifacts.Content.ImageReference.DefaultRegistry;
        }

        var name = key.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? key[(scheme + 3)..] : key;
        return name.TrimEnd('/') is var plain && (plain.EndsWith("/v1", StringComparison.Ordinal) || plain.EndsWith("/v2", StringComparison.Ordinal)) ? plain[..^3] : name.TrimEnd('/');
    }

    private static RegistryCredential? Read(JsonElement entry)
    {
        if (Text(entry, "identitytoken") is { Length: > 0 } token)
        {
            return new("", token, true);
        }

        if (Text(entry, "auth") is { Length: > 0 } auth)
        {
            Span<byte> bytes = new byte[auth.Length];
            return Convert.TryFromBase64String(auth, bytes, out var written) && Encoding.UTF8.GetString(bytes[..written]).Split(':', 2) is [var name, var secret] ? new(name, secret.TrimEnd('\0'), false) : null;
        }

        return Text(entry, "username") is { Length: > 0 } user ? new(user, Text(entry, "password") ?? "", false) : null;
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("REGISTRY_AUTH_FILE") is { Length: > 0 } given)
        {
            yield return given;
        }

        if (Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } folder)
        {
            yield return Path.Combine(folder, "config.json");
        }

        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime)
        {
            yield return Path.Combine(runtime, "containers", "auth.json");
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        yield return Path.Combine(home, ".config", "containers", "auth.json");
        yield return Path.Combine(home, ".docker", "config.json");
    }

    private static JsonElement Member(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
