namespace Gatehouse.Policy.Facts;

/// <summary>Severity of a finding; the numbers are Grafeas's and rise with it. A number outside of these is somebody's newer word.</summary>
public enum FindingSeverity
{
    Unspecified = 0,
    Minimal = 1,
    Low = 2,
    Medium = 3,
    High = 4,
    Critical = 5,
}
