using Gatehouse.Admission.Registries;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>Reads an answer that may be as long as somebody else wants.</summary>
internal static class BoundedBody
{
    private const int Piece = 81_920;

    /// <exception cref="RegistryException">It is longer than the limit, or breaks off.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, int maximumBytes, string what, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > maximumBytes)
        {
            throw TooLong(what, maximumBytes);
        }

        using var buffer = new MemoryStream();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var piece = new byte[Piece];
        try
        {
            int read;
            while ((read = await body.ReadAsync(piece, cancellationToken)) > 0)
            {
                if (buffer.Length + read > maximumBytes)
                {
                    throw TooLong(what, maximumBytes);
                }

                buffer.Write(piece, 0, read);
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new RegistryException(RegistryProblem.Unavailable, $"{what} broke off: {exception.Message}", exception);
        }

        return buffer.ToArray();
    }

    private static RegistryException TooLong(string what, int maximumBytes) => new(RegistryProblem.Malformed, $"{what} is longer than {maximumBytes} bytes");
}
