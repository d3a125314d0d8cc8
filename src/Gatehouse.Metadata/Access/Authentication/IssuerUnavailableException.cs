namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>The keys of an issuer cannot be had, so that its tokens can neither be accepted nor refused. The message is for the log.</summary>
internal sealed class IssuerUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
