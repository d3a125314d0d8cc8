namespace Gatehouse.Manifests.Reading;

/// <summary>One mistake in a file.</summary>
/// <param name="Path">The field, for example <c>spec.imageAllowlist[2]</c>; empty when the mistake is in the document itself.</param>
/// <param name="Message">What is wrong and what is expected.</param>
public sealed record ManifestError(string File, Position Position, string Path, string Message)
{
    /// <summary>As compilers write it, so that editors jump to it.</summary>
    public override string ToString() => $"{File}:{Position}: {(Path.Length == 0 ? "" : Path + ": ")}{Message}";
}
