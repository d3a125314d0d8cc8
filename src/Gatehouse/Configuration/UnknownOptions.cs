using System.Collections.Frozen;
using System.Reflection;
using Gatehouse.Admission.Judging;
using Gatehouse.Artifacts.Spelling;
using Gatehouse.Connectors.OciRegistry;
using Gatehouse.Manifests.Reading;
using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Changes;
using Gatehouse.Metadata.Ingestion;
using Gatehouse.Metadata.Notifications;
using Gatehouse.Metadata.Retention;
using Gatehouse.Storage.Postgres;

namespace Gatehouse.Host.Configuration;

/// <summary>Names in the configuration that nothing reads. A mistyped option would otherwise be its default in silence.</summary>
internal static class UnknownOptions
{
    /// <summary>Every section and the class it is read into.</summary>
    public static FrozenDictionary<string, Type> Sections { get; } = new Dictionary<string, Type>
    {
        ["serve"] = typeof(ServeOptions),
        ["access"] = typeof(AccessOptions),
        ["limits"] = typeof(MetadataLimits),
        ["requests"] = typeof(RequestLimits),
        ["changes"] = typeof(ChangeOptions),
        ["notifications"] = typeof(NotificationOptions),
        ["ingestion"] = typeof(IngestionOptions),
        ["manifests"] = typeof(ManifestLimits),
        ["admission"] = typeof(AdmissionOptions),
        ["registries"] = typeof(RegistryOptions),
        ["retention"] = typeof(RetentionOptions),
        ["postgres"] = typeof(PostgresStoreOptions),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Categories of the log are anybody's.</summary>
    private const string Logging = "logging";

    /// <returns>Each mistake, with the nearest known name.</returns>
    public static IEnumerable<string> Find(IConfiguration configuration) =>
        from section in configuration.GetChildren()
        where !section.Key.Equals(Logging, StringComparison.OrdinalIgnoreCase)
        from mistake in Sections.TryGetValue(section.Key, out var type) ? FindIn(section, type) : [Describe("section", section, [.. Sections.Keys, Logging])]
        select mistake;

    private static IEnumerable<string> FindIn(IConfigurationSection section, Type type)
    {
        var options = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(p => p.Name, p => p.PropertyType, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (!options.TryGetValue(child.Key, out var option))
            {
                yield return Describe("option", child, [.. options.Keys.Select(CamelCase)]);
                continue;
            }

            foreach (var mistake in ItemsOf(child, option).SelectMany(item => FindIn(item.Section, item.Type)))
            {
                yield return mistake;
            }
        }
    }

    /// <summary>What of an option is a section of its own: a nested class, or the items of a list of them.</summary>
    private static IEnumerable<(IConfigurationSection Section, Type Type)> ItemsOf(IConfigurationSection section, Type type) => type switch
    {
        _ when IsSection(type) => [(section, type)],
        { IsGenericType: true } when IsSection(type.GetGenericArguments()[0]) => section.GetChildren().Select(item => (item, type.GetGenericArguments()[0])),
        _ => [],
    };

    private static bool IsSection(Type type) => type.IsClass && type.Namespace!.StartsWith("Gatehouse", StringComparison.Ordinal);

    private static string Describe(string what, IConfigurationSection section, string[] known) =>
        $"{section.Path.Replace(':', '.')} is no {what} that this version knows{NearestName.Suggest(section.Key, known)}";

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
