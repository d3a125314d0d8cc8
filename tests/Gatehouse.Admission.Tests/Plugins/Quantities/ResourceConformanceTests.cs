using System.Text.Json;
using Gatehouse.Admission.Plugins.Quantities;
using Gatehouse.Standards;

namespace Gatehouse.Admission.Tests.Plugins.Quantities;

/// <summary>The suite <c>kubernetes-resources</c>: what Kubernetes' own libraries compute.</summary>
[Trait("Category", "Conformance"), Trait("Suite", "kubernetes-resources")]
public sealed class ResourceConformanceTests
{
    public static TheoryData<string> Amounts => Lines("quantities.jsonl");

    public static TheoryData<string> Pods => Lines("pods.jsonl");

    [Theory, MemberData(nameof(Amounts))]
    public void Quantities_are_those_of_Kubernetes(string line)
    {
        var row = Objects.Json(line);
        if (row.TryGetProperty("a", out var a))
        {
            var (first, second) = (Parse(a), Parse(row.GetProperty("b")));
            Assert.Equal((Text(row, "sum"), Text(row, "diff")), ((first + second).ToString(), (first - second).ToString()));
            Assert.Equal(row.GetProperty("cmp").GetInt32(), first.CompareTo(second));
            return;
        }

        var isQuantity = Quantity.TryParse(Text(row, "in"), out var quantity, out var problem);
        Assert.Equal(row.TryGetProperty("error", out var error) ? error.GetString() : "", problem);
        if (isQuantity)
        {
            Assert.Equal((Text(row, "canonical"), Text(row, "format"), row.GetProperty("sign").GetInt32()), (quantity.ToString(), quantity.Format.ToString(), quantity.Sign));
        }
    }

    [Theory, MemberData(nameof(Pods))]
    public void What_a_pod_takes_is_what_Kubernetes_counts(string line)
    {
        var row = Objects.Json(line);
        var pod = row.GetProperty("pod");
        Assert.Equal(Print(row, "requests"), Print(PodResources.CountRequests(pod)));
        Assert.Equal(Print(row, "requestsContainersOnly"), Print(PodResources.CountRequests(pod, includesPodLevel: false)));
        Assert.Equal(Print(row, "requestsNoOverhead"), Print(PodResources.CountRequests(pod, includesOverhead: false)));
        Assert.Equal(Print(row, "limits"), Print(PodResources.CountLimits(pod)));
        Assert.Equal(Print(row, "limitsContainersOnly"), Print(PodResources.CountLimits(pod, includesPodLevel: false)));
    }

    private static TheoryData<string> Lines(string file) => TestData.FindFolder("kubernetes-resources") is { } folder
        ? new(File.ReadLines(Path.Combine(folder, file)).Where(l => l.Length > 0))
        : [new TheoryDataRow<string>("") { Skip = TestData.Absent }];

    private static string Text(JsonElement row, string field) => row.GetProperty(field).GetString()!;

    private static Quantity Parse(JsonElement text) => Quantity.TryParse(text.GetString()!, out var quantity, out _) ? quantity : throw new FormatException(text.GetString());

    private static string Print(JsonElement row, string field) => row.TryGetProperty(field, out var amounts) && amounts.ValueKind == JsonValueKind.Object
        ? string.Join(", ", amounts.EnumerateObject().OrderBy(a => a.Name, StringComparer.Ordinal).Select(a => $"{a.Name}={a.Value}"))
        : "";

    private static string Print(IEnumerable<KeyValuePair<string, Quantity>> amounts) => string.Join(", ", amounts.Select(a => $"{a.Key}={a.Value}"));
}
