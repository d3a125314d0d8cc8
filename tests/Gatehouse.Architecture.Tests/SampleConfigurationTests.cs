using System.Text.Json;
using Gatehouse.Host.Configuration;
using Microsoft.Extensions.Configuration;
using YamlDotNet.RepresentationModel;

namespace Gatehouse.Architecture.Tests;

/// <summary><c>samples/gatehouse.yaml</c> is what operators learn the options from.</summary>
public sealed class SampleConfigurationTests
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "gatehouse.yaml");

    public static TheoryData<string> Sections => [.. OptionsSection.All.Select(s => s.Name)];

    [Theory, MemberData(nameof(Sections))]
    public void Every_option_stands_in_the_sample(string section)
    {
        var named = Names("", ReadYaml()).ToHashSet();
        Assert.Empty(Find(section).Options.Except(named));
    }

    [Theory, MemberData(nameof(Sections))]
    public void The_sample_says_the_defaults_and_nothing_that_is_not_read(string section)
    {
        var type = Find(section).Type;
        var defaults = Activator.CreateInstance(type)!;
        var read = Activator.CreateInstance(type)!;
        new ConfigurationBuilder().AddInMemoryCollection(YamlConfiguration.Read(Sample)).Build().GetSection(section).Bind(read, binder => binder.ErrorOnUnknownConfiguration = true);
        Assert.Equal(JsonSerializer.Serialize(defaults, type), JsonSerializer.Serialize(read, type));
    }

    [Fact]
    public void Every_section_of_the_sample_is_read_by_something()
    {
        var sections = ReadYaml().Children.Keys.Select(k => k.ToString());
        Assert.Empty(sections.Except([.. OptionsSection.All.Select(s => s.Name), "logging"]));
    }

    [Fact]
    public void Mistyped_names_are_told_from_known_ones_in_every_section() =>
        Assert.Equal(OptionsSection.All.ToDictionary(s => s.Name, s => s.Type), UnknownOptions.Sections.ToDictionary());

    [Fact]
    public void Names_that_nothing_reads_are_told_with_the_nearest_known_one()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([
            new("limits:pageSiz", "1"), new("LIMITS:PAGESIZE", "1"), new("limit:pageSize", "1"), new("admission:limits:image", "1"), new("retention:occurrences:0:day", "1"), new("logging:logLevel:x", "None"),
        ]).Build();
        Assert.Equal(
            [
                "admission.limits.image is no option that this version knows; did you mean \"images\"?",
                "limit is no section that this version knows; did you mean \"limits\"?",
                "limits.pageSiz is no option that this version knows; did you mean \"pageSize\"?",
                "retention.occurrences.0.day is no option that this version knows; did you mean \"days\"?",
            ],
            UnknownOptions.Find(configuration).Order(StringComparer.Ordinal));
    }

    private static OptionsSection Find(string section) => OptionsSection.All.Single(s => s.Name == section);

    private static YamlMappingNode ReadYaml()
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(Sample);
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static IEnumerable<string> Names(string path, YamlMappingNode map) =>
        from entry in map.Children
        let name = path.Length == 0 ? entry.Key.ToString() : $"{path}.{entry.Key}"
        from found in entry.Value is YamlMappingNode inner ? Names(name, inner) : [name]
        select found;
}
