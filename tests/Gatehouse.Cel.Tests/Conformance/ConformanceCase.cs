using System.Text.Json;

namespace Gatehouse.Cel.Tests.Conformance;

/// <summary>One test of the suite and where it stands.</summary>
internal sealed record ConformanceCase(string Section, JsonElement Test)
{
    public string Name => Test.GetProperty("name").GetString()!;

    public string Expression => Test.GetProperty("expr").GetString()!;

    public string Container => Test.TryGetProperty("container", out var container) ? container.GetString()! : "";

    public bool Has(string flag) => Test.TryGetProperty(flag, out var value) && value.ValueKind == JsonValueKind.True;
}
