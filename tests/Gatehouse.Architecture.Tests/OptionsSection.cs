using System.Reflection;
using System.Text.RegularExpressions;

namespace Gatehouse.Architecture.Tests;

/// <summary>A section of gatehouse.yaml and the class it is read into, as the sources bind them.</summary>
internal sealed partial record OptionsSection(string Name, Type Type)
{
    /// <summary>The connection string of the store comes from <c>serve.store</c>.</summary>
    private static readonly string[] SetByTheHost = ["postgres.connectionString"];

    private static readonly Type[] Types =
    [
        .. from file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*atehouse*.dll")
           let assembly = Path.GetFileNameWithoutExtension(file)
           where !assembly.EndsWith(".Tests", StringComparison.Ordinal)
           from type in Assembly.Load(assembly).GetTypes()
           select type,
    ];

    public static IReadOnlyList<OptionsSection> All { get; } =
    [
        .. from project in Repository.SourceProjects
           from file in Repository.SourceFiles(Path.GetFileNameWithoutExtension(project))
           from Match binding in Binding.Matches(File.ReadAllText(file))
           select new OptionsSection(binding.Groups["section"].Value, FindType(binding.Groups["type"].Value)),
    ];

    /// <summary>What operators set, by the names they use: <c>limits.pageSize</c>, <c>admission.limits.depth</c>.</summary>
    public IEnumerable<string> Options => Walk(Name, Type).Except(SetByTheHost);

    [GeneratedRegex("""AddOptions<(?<type>\w+)>\(\)\s*\.BindConfiguration\("(?<section>\w+)"\)|GetSection\("(?<section>\w+)"\)\.Get<(?<type>\w+)>\(\)""")]
    private static partial Regex Binding { get; }

    private static Type FindType(string name) => Types.Single(t => t.Name == name);

    private static IEnumerable<string> Walk(string path, Type type) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let option = $"{path}.{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}"
        from found in IsSection(property.PropertyType) ? Walk(option, property.PropertyType) : [option]
        select found;

    private static bool IsSection(Type type) => type.IsClass && type != typeof(string) && type.Namespace!.StartsWith("Gatehouse", StringComparison.Ordinal);
}
