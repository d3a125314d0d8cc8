namespace Gatehouse.Host.Commands;

/// <summary>The text of a key, from a file or an environment variable (<c>env://VARIABLE</c>, as cosign spells it).</summary>
internal static class KeyText
{
    private const string EnvironmentScheme = "env://";

    /// <exception cref="CommandFailure">The file cannot be read, or the variable is not set.</exception>
    public static string Read(string source)
    {
        if (source.StartsWith(EnvironmentScheme, StringComparison.Ordinal))
        {
            return Environment.GetEnvironmentVariable(source[EnvironmentScheme.Length..]) is { Length: > 0 } text
                ? text
                : throw new CommandFailure($"cannot read the key \"{source}\": the environment variable is not set");
        }

        try
        {
            return File.ReadAllText(source);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"cannot read the key \"{source}\": {exception.Message}");
        }
    }
}
