namespace Gatehouse.Host.Client;

/// <summary>The server's answer to a call it did not carry out.</summary>
internal sealed class ServerError(string status, string message, int httpStatus, IReadOnlyList<string> details) : Exception(message)
{
    /// <summary>gRPC status name, for example <c>NOT_FOUND</c>.</summary>
    public string Status { get; } = status;

    public int HttpStatus { get; } = httpStatus;

    /// <summary>Every mistake that the answer lists, one a line.</summary>
    public IReadOnlyList<string> Details { get; } = details;
}
