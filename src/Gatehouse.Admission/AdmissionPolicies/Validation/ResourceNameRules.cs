using System.Collections.Immutable;

namespace Gatehouse.Admission.AdmissionPolicies.Validation;

/// <summary>Rules of <c>resources</c>: a wildcard stands alone among what it already covers.</summary>
internal static class ResourceNameRules
{
    public static void Check(ImmutableArray<string> resources, string path, FieldErrors errors)
    {
        if (resources.IsEmpty)
        {
            errors.Required(path);
        }

        CheckEach(resources, path, errors);
        if (resources.Length > 1 && resources.Contains("*/*"))
        {
            errors.InvalidJson(path, GoJson.Write(resources), "if '*/*' is present, must not specify other resources");
        }

        // The API server looks at the last resource without subresource only.
        if (resources.Contains("*") && resources.LastOrDefault(r => r.Length > 0 && !r.Contains('/')) is { } last && last != "*")
        {
            errors.InvalidJson(path, GoJson.Write(resources), "if '*' is present, must not specify other resources without subresources");
        }
    }

    private static void CheckEach(ImmutableArray<string> resources, string path, FieldErrors errors)
    {
        HashSet<string> wholeResources = new(StringComparer.Ordinal), wholeSubresources = new(StringComparer.Ordinal);
        foreach (var (i, resource) in resources.Index())
        {
            if (resource.Length == 0)
            {
                errors.Required($"{path}[{i}]");
            }
            else if (resource.Split('/', 2) is [var name, var subresource])
            {
                CheckCovered(name, subresource, $"{path}[{i}]");
                _ = subresource == "*" && wholeResources.Add(name);
                _ = name == "*" && wholeSubresources.Add(subresource);
            }
        }

        void CheckCovered(string name, string subresource, string field)
        {
            if (wholeResources.Contains(name))
            {
                errors.Invalid(field, $"{name}/{subresource}", $"if '{name}/*' is present, must not specify {name}/{subresource}");
            }

            if (wholeSubresources.Contains(subresource))
            {
                errors.Invalid(field, $"{name}/{subresource}", $"if '*/{subresource}' is present, must not specify {name}/{subresource}");
            }
        }
    }
}
