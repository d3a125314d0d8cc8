using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Gatehouse.Host.Configuration;

/// <summary>Reads a YAML file into the keys that .NET's configuration has: <c>section:option</c>, <c>section:list:0</c>.</summary>
internal static class YamlConfiguration
{
    /// <exception cref="CommandFailure">The file cannot be read; the message says where it is wrong.</exception>
    public static IEnumerable<KeyValuePair<string, string?>> Read(string path)
    {
        try
        {
            using var reader = File.OpenText(path);
            var yaml = new YamlStream();
            yaml.Load(reader);
            return yaml.Documents.Count == 0 ? [] : [.. Flatten("", yaml.Documents[0].RootNode)];
        }
        catch (YamlException exception)
        {
            throw new CommandFailure($"{path}:{exception.Start.Line}:{exception.Start.Column}: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"cannot read the configuration: {exception.Message}");
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Flatten(string path, YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(p => Flatten(Join(path, NameOf(p.Key)), p.Value)),
        YamlSequenceNode list => list.Children.SelectMany((item, i) => Flatten(Join(path, i.ToString(null, null)), item)),
        YamlScalarNode scalar => [new(path, scalar.Value)],
        _ => [],
    };

    private static string NameOf(YamlNode key) =>
        key is YamlScalarNode { Value: { Length: > 0 } name } ? name : throw new YamlException(key.Start, key.End, "the name of an option must be a word");

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";
}
