using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Journey;

/// <summary>The sample pipeline, as <c>./run --once</c> lets it flow.</summary>
public sealed class JourneyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_sample_pipeline_refuses_the_vulnerable_image_admits_the_fixed_one_and_runs_again_on_its_data()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(Repository.Root, "samples", "pipeline", "web-1.trivy.json")), "the sample reports are not in this checkout");
        var data = Directory.CreateTempSubdirectory("gatehouse-test-");
        try
        {
            foreach (var fresh in (string[])["true", "false"])
            {
                var (exitCode, output) = await RunAsync(data.FullName, fresh);
                Assert.True(exitCode == 0, output);
                Assert.DoesNotContain("✗", output, StringComparison.Ordinal);
                Assert.Contains("✓ web-1 is refused", output, StringComparison.Ordinal);
                Assert.Contains("✓ web-2 is admitted", output, StringComparison.Ordinal);
                Assert.Contains("✓ web-2 is refused: nobody attested it", output, StringComparison.Ordinal);
                Assert.Contains("✓ a developer may not deploy it", output, StringComparison.Ordinal);
                Assert.Contains("let pass by the exception web-1", output, StringComparison.Ordinal);
                Assert.Contains("the glass was broken", output, StringComparison.Ordinal);
                Assert.False(File.Exists(Path.Combine(data.FullName, "endpoints.json")), "the journey left its server running");
            }
        }
        finally
        {
            StopServer(data.FullName);
            data.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string data, string fresh)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "samples", "journey.sh"), "true", fresh, "dotnet", GatehouseProcess.Dll])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["GATEHOUSE_DATA"] = data, ["GATEHOUSE_HTTP"] = "127.0.0.1:0", ["GATEHOUSE_GRPC"] = "127.0.0.1:0" },
        };
        using var bash = Process.Start(start)!;
        var errors = bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (bash.ExitCode, output + await errors);
    }

    /// <summary>Only where the journey itself was cut short.</summary>
    private static void StopServer(string data)
    {
        var endpoints = Path.Combine(data, "endpoints.json");
        if (File.Exists(endpoints) && JsonNode.Parse(File.ReadAllText(endpoints))?["pid"] is { } pid)
        {
            using var server = Process.GetProcessById(int.Parse(pid.ToString(), CultureInfo.InvariantCulture));
            server.Kill();
            server.WaitForExit();
        }
    }
}
