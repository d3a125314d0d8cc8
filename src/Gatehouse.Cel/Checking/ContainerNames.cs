namespace Gatehouse.Cel.Checking;

/// <summary>The names that a name may mean inside a container, innermost first (language definition, "Name Resolution").</summary>
internal static class ContainerNames
{
    public static IEnumerable<string> Candidates(string container, string name)
    {
        if (name.StartsWith('.'))
        {
            yield return name[1..];
            yield break;
        }
        for (var prefix = container; prefix.Length > 0; prefix = prefix[..Math.Max(0, prefix.LastIndexOf('.'))])
        {
            yield return $"{prefix}.{name}";
        }
        yield return name;
    }
}
