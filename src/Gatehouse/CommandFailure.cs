namespace Gatehouse.Host;

/// <summary>Ends a command with a message for its user and exit code 1.</summary>
internal sealed class CommandFailure(string message) : Exception(message);
