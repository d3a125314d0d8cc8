using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Gatehouse.Metadata.Configuration;

/// <summary>Checks options by their attributes and names each as gatehouse.yaml spells it: <c>admission.limits.images</c>, <c>retention.occurrences[0].days</c>.</summary>
public static class SectionRules
{
    /// <param name="path">Of the section, for example <c>limits</c>.</param>
    /// <returns>Every mistake, nested sections and lists of them included; empty when there is none.</returns>
    public static IEnumerable<string> Find(string path, object options)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0))
        {
            var (option, value) = ($"{path}.{NameOf(property)}", property.GetValue(options));
            foreach (var mistake in FindInValue(option, property, value).Concat(FindBelow(option, value)))
            {
                yield return mistake;
            }
        }
    }

    /// <summary>Whether values of a type are sections with options of their own.</summary>
    public static bool IsSection(Type type) => type.IsClass && type != typeof(string) && type.Namespace?.StartsWith("Gatehouse", StringComparison.Ordinal) == true;

    private static IEnumerable<string> FindInValue(string option, PropertyInfo property, object? value) =>
        property.GetCustomAttributes<ValidationAttribute>().Where(rule => !rule.IsValid(value)).Select(rule => $"{option} {Describe(rule, value)}");

    private static IEnumerable<string> FindBelow(string option, object? value) => value switch
    {
        null or string => [],
        IEnumerable list => list.Cast<object?>().SelectMany((item, i) => FindBelow($"{option}[{i}]", item)),
        _ when IsSection(value.GetType()) => Find(option, value),
        _ => [],
    };

    private static string Describe(ValidationAttribute rule, object? value) => rule switch
    {
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"must be between {range.Minimum} and {range.Maximum}, got {value}"),
        RequiredAttribute => "is required",
        _ => rule.FormatErrorMessage("the value"),
    };

    private static string NameOf(PropertyInfo property) => char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
}
