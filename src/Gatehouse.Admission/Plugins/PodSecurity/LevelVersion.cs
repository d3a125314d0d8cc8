namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>A level as of a version; prints as <c>restricted:latest</c>.</summary>
public readonly record struct LevelVersion(SecurityLevel Level, StandardVersion Version)
{
    public override string ToString() => $"{SecurityLevels.Print(Level)}:{Version}";
}
