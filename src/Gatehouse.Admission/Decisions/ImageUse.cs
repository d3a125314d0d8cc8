namespace Gatehouse.Admission.Decisions;

/// <summary>An image as it was judged.</summary>
/// <param name="Findings">How many vulnerabilities stood against it.</param>
/// <param name="Scanned">Whether anybody had looked for any; false too when nothing was asked of it.</param>
public sealed record ImageUse(string Field, string Container, string Image, int Findings, bool Scanned);
