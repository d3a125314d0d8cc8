using System.CommandLine;

namespace Gatehouse.Host.Commands;

/// <summary>Files that a command reads.</summary>
internal static class InputFile
{
    public static Option<string[]> CreateOption(string description) =>
        new("--file", "-f") { Description = description + "; - for standard input", Required = true, AllowMultipleArgumentsPerToken = true };

    /// <exception cref="CommandFailure">It cannot be read.</exception>
    public static Stream Open(string file)
    {
        try
        {
            return file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"cannot read \"{file}\": {exception.Message}");
        }
    }

    /// <exception cref="CommandFailure">It cannot be read.</exception>
    public static async Task<byte[]> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            if (file != "-")
            {
                return await File.ReadAllBytesAsync(file, cancellationToken);
            }

            using var content = new MemoryStream();
            await using var input = Console.OpenStandardInput();
            await input.CopyToAsync(content, cancellationToken);
            return content.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"cannot read \"{file}\": {exception.Message}");
        }
    }
}
