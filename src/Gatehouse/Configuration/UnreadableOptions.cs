using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Gatehouse.Metadata.Configuration;

namespace Gatehouse.Host.Configuration;

/// <summary>Values in the configuration that are not of their option's kind: a word where a number belongs, a single value where a list does.</summary>
internal static class UnreadableOptions
{
    /// <returns>Each by its key, with what is wrong.</returns>
    public static IEnumerable<(string Key, string Mistake)> Find(IConfiguration configuration) =>
        from section in configuration.GetChildren()
        where UnknownOptions.Sections.ContainsKey(section.Key)
        from mistake in FindInSection(section, UnknownOptions.Sections[section.Key], section.Key.ToLowerInvariant())
        select mistake;

    /// <summary>The same configuration without those values, so that what is wrong with the others can be told as well.</summary>
    public static IConfiguration Without(this IConfiguration configuration, IReadOnlyCollection<(string Key, string Mistake)> unreadable) => unreadable.Count == 0
        ? configuration
        : new ConfigurationBuilder().AddInMemoryCollection(configuration.AsEnumerable().Where(entry => !unreadable.Any(u => IsAtOrBelow(entry.Key, u.Key)))).Build();

    private static IEnumerable<(string, string)> FindInSection(IConfigurationSection section, Type type, string path)
    {
        if (section.Value is { Length: > 0 } text)
        {
            return [(section.Path, $"{path} must be a section with options below it, got \"{text}\"")];
        }

        var options = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        return from child in section.GetChildren()
               where options.ContainsKey(child.Key)
               let option = options[child.Key]
               from mistake in FindInOption(child, option.PropertyType, $"{path}.{char.ToLowerInvariant(option.Name[0])}{option.Name[1..]}")
               select mistake;
    }

    private static IEnumerable<(string, string)> FindInOption(IConfigurationSection section, Type type, string path) => type switch
    {
        _ when SectionRules.IsSection(type) => FindInSection(section, type, path),
        { IsGenericType: true } when Nullable.GetUnderlyingType(type) is null => FindInList(section, type.GetGenericArguments()[0], path),
        _ => FindInValue(section, Nullable.GetUnderlyingType(type) ?? type, path),
    };

    private static IEnumerable<(string, string)> FindInList(IConfigurationSection section, Type item, string path) => section.Value is { Length: > 0 } text
        ? [(section.Path, $"{path} must be a list, got \"{text}\"")]
        : section.GetChildren().SelectMany(child => FindInOption(child, item, $"{path}[{child.Key}]"));

    private static IEnumerable<(string, string)> FindInValue(IConfigurationSection section, Type type, string path)
    {
        if (section.Value is null)
        {
            return [(section.Path, $"{path} must be {Describe(type)}, got a {(section.GetChildren().All(c => int.TryParse(c.Key, out _)) ? "list" : "section")}")];
        }

        return Converts(section.Value, type) ? [] : [(section.Path, $"{path} must be {Describe(type)}, got \"{section.Value}\"")];
    }

    private static bool Converts(string text, Type type)
    {
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text) is { } value && (!type.IsEnum || Enum.IsDefined(type, value));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Describe(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => string.Create(CultureInfo.InvariantCulture, $"a whole number of at most {(type == typeof(int) ? int.MaxValue : long.MaxValue)}"),
        _ when type == typeof(double) => "a number",
        _ when type == typeof(TimeSpan) => "a time as [days.]hours:minutes:seconds",
        { IsEnum: true } => $"one of {string.Join(", ", Enum.GetNames(type))}",
        _ => "a single value",
    };

    private static bool IsAtOrBelow(string key, string holder) =>
        key.StartsWith(holder, StringComparison.OrdinalIgnoreCase) && (key.Length == holder.Length || key[holder.Length] == ':');
}
