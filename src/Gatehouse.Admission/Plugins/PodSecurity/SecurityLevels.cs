namespace Gatehouse.Admission.Plugins.PodSecurity;

internal static class SecurityLevels
{
    public static bool TryParse(string text, out SecurityLevel level)
    {
        (var isValid, level) = text switch
        {
            "privileged" => (true, SecurityLevel.Privileged),
            "baseline" => (true, SecurityLevel.Baseline),
            "restricted" => (true, SecurityLevel.Restricted),
            _ => (false, SecurityLevel.Restricted),
        };
        return isValid;
    }

    public static string Print(SecurityLevel level) => level switch
    {
        SecurityLevel.Privileged => "privileged",
        SecurityLevel.Baseline => "baseline",
        _ => "restricted",
    };
}
