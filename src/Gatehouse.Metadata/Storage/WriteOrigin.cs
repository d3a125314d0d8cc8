namespace Gatehouse.Metadata.Storage;

/// <summary>Who asked for a write, from where and by which call; kept with each change.</summary>
/// <param name="Principal">For example <c>user:ann@example.com</c> or <c>serviceAccount:ci</c>.</param>
/// <param name="Address">Remote address; empty for the server itself.</param>
/// <param name="Action">The permission used, for example <c>containeranalysis.notes.create</c>.</param>
public sealed record WriteOrigin(string Principal, string Address, string Action);
