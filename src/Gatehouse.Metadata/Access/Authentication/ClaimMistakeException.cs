namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>A genuine token whose claims name nobody this server lets in. The message is for the log.</summary>
internal sealed class ClaimMistakeException(string message) : Exception(message);
