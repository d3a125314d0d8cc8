namespace Gatehouse.EndToEnd.Tests.Crash;

/// <summary>A create as it was sent, to be sent again.</summary>
internal sealed record PendingWrite(string Path, string Json);
