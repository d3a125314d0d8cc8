namespace Gatehouse.Architecture.Tests;

public sealed class LevelTests
{
    /// <summary>The level of every assembly; a reference goes to a lower one. Manifests store through Metadata and so stand above it (docs/decisions).</summary>
    private static readonly Dictionary<string, double> Levels = new()
    {
        ["Gatehouse.Artifacts"] = 0,
        ["Gatehouse.Grafeas"] = 0,
        ["Gatehouse.Cel"] = 1,
        ["Gatehouse.Vulnerabilities"] = 1,
        ["Gatehouse.Attestation"] = 1,
        ["Gatehouse.NetworkFirewall"] = 1,
        ["Gatehouse.ApplicationFirewall"] = 1,
        ["Gatehouse.Access"] = 2,
        ["Gatehouse.Policy"] = 2,
        ["Gatehouse.Metadata"] = 3,
        ["Gatehouse.Manifests"] = 3.5,
        ["Gatehouse.Kubernetes"] = 3,
        ["Gatehouse.Admission"] = 4,
        ["Gatehouse.Exposure"] = 4,
        ["Gatehouse.Storage.Sqlite"] = 5,
        ["Gatehouse.Storage.Postgres"] = 5,
        ["Gatehouse.Connectors"] = 5,
        ["Gatehouse.Console"] = 5,
        ["Gatehouse"] = 6,
    };

    /// <summary>Values in, values out: no clock, file, socket, logger or task, no package beyond those named.</summary>
    private static readonly Dictionary<string, string[]> Engines = new()
    {
        ["Gatehouse.Artifacts"] = [],
        ["Gatehouse.Access"] = [],
        ["Gatehouse.Attestation"] = ["BouncyCastle.Cryptography", "System.Security.Cryptography.Cose", "System.Security.Cryptography.Pkcs"],
        ["Gatehouse.Cel"] = ["Google.Protobuf"],
        ["Gatehouse.Policy"] = [],
        ["Gatehouse.Grafeas"] = ["Google.Api.CommonProtos", "Google.Protobuf", "Grpc.Core.Api", "Grpc.Tools"],
    };

    public static TheoryData<string> Assemblies => [.. Repository.SourceProjects.Select(p => Path.GetFileNameWithoutExtension(p))];

    public static TheoryData<string> EngineNames => [.. Engines.Keys];

    [Theory, MemberData(nameof(Assemblies))]
    public void References_point_strictly_down(string assembly)
    {
        Assert.True(Levels.TryGetValue(assembly, out var level), $"{assembly} has no level: give it one here and in the architecture page.");
        var project = Repository.SourceProjects.Single(p => Path.GetFileNameWithoutExtension(p) == assembly);
        var upward = Repository.References(project).Where(r => Levels[r] >= level);
        Assert.Empty(upward);
    }

    [Theory, MemberData(nameof(EngineNames))]
    public void Engines_take_no_package_that_is_not_granted(string assembly)
    {
        var project = Repository.SourceProjects.Single(p => Path.GetFileNameWithoutExtension(p) == assembly);
        Assert.Empty(Repository.Packages(project).Except(Engines[assembly]));
    }

    [Theory, MemberData(nameof(EngineNames))]
    public void Engines_touch_no_world(string assembly)
    {
        string[] world = ["System.IO.File", "File.", "Directory.", "System.Net.Sockets", "HttpClient", "ILogger", "Task<", "async ", "DateTime.UtcNow", "Environment.", "Console."];
        var touching =
            from file in Repository.SourceFiles(assembly)
            where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            from line in File.ReadLines(file)
            let code = line.TrimStart()
            where !code.StartsWith("//", StringComparison.Ordinal) && !code.StartsWith("using ", StringComparison.Ordinal)
            from word in world
            where code.Contains(word, StringComparison.Ordinal)
            select $"{Path.GetFileName(file)}: {code}";
        Assert.Empty(touching);
    }

    [Fact]
    public void Namespaces_equal_folders()
    {
        var wrong =
            from project in Repository.SourceProjects
            let assembly = Path.GetFileNameWithoutExtension(project)
            let root = assembly == "Gatehouse" ? "Gatehouse.Host" : assembly
            from file in Repository.SourceFiles(assembly)
            let declared = File.ReadLines(file).FirstOrDefault(l => l.StartsWith("namespace ", StringComparison.Ordinal))?["namespace ".Length..].TrimEnd(';')
            let folder = Path.GetRelativePath(Path.GetDirectoryName(project)!, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.')
            let expected = folder == "." ? root : $"{root}.{folder}"
            where declared is not null && declared != expected
            select $"{file}: {declared}, expected {expected}";
        Assert.Empty(wrong);
    }
}
