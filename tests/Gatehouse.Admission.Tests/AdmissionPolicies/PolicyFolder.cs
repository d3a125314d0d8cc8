using System.Runtime.InteropServices;
using System.Text.Json;
using Gatehouse.Admission.AdmissionPolicies.Documents;
using Gatehouse.Manifests.Reading;
using Gatehouse.Standards;

namespace Gatehouse.Admission.Tests.AdmissionPolicies;

/// <summary>A folder of the suite <c>admission-policies</c>: a policy, its parameters, the objects and what is expected of each.</summary>
internal sealed class PolicyFolder
{
    private PolicyFolder(string path)
    {
        Policies = AdmissionPolicyReader.Read(File.ReadAllBytes(Path.Combine(path, "policy.yaml")), "policy.yaml");
        Objects = ReadYaml(Path.Combine(path, "resources.yaml"));
        Parameters = File.Exists(Path.Combine(path, "params.yaml")) ? ReadYaml(Path.Combine(path, "params.yaml")) : [];
        Rows = [.. Json(File.ReadAllText(Path.Combine(path, "expected.json"))).EnumerateArray()];
    }

    public AdmissionPolicyDocuments Policies { get; }

    public IReadOnlyList<byte[]> Objects { get; }

    public IReadOnlyList<byte[]> Parameters { get; }

    public IReadOnlyList<JsonElement> Rows { get; }

    /// <summary>Every row of every folder below one of the suite, as <c>FOLDER#INDEX NAME</c>.</summary>
    public static TheoryData<string, int> ListRows(string suite)
    {
        if (TestData.FindFolder("admission-policies", suite) is not { } root)
        {
            return [new TheoryDataRow<string, int>("", 0) { Skip = TestData.Absent }];
        }

        var rows = new TheoryData<string, int>();
        foreach (var file in Directory.EnumerateFiles(root, "expected.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var folder = Path.GetDirectoryName(file)!;
            for (var i = 0; i < Json(File.ReadAllText(file)).GetArrayLength(); i++)
            {
                rows.Add(Path.GetRelativePath(root, folder), i);
            }
        }

        return rows;
    }

    public static PolicyFolder Open(string suite, string folder) => new(Path.Combine(TestData.FindFolder("admission-policies", suite)!, folder));

    public static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static byte[] Bytes(JsonElement element) => JsonMarshal.GetRawUtf8Value(element).ToArray();

    private static List<byte[]> ReadYaml(string file)
    {
        var errors = new ManifestErrors(file);
        List<byte[]> documents = [.. ManifestReader.Read(File.ReadAllBytes(file), new(), errors).Select(ToJson)];
        Assert.Empty(errors.ToImmutable());
        return documents;
    }

    private static byte[] ToJson(ManifestNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            NodeJson.Write(node, writer);
        }

        return buffer.ToArray();
    }
}
