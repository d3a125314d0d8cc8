using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Configuration;

/// <summary>What stands in flags, environment and gatehouse.yaml, and what is wrong with it.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gatehouse-test-");

    [Theory]
    [InlineData("flag", "flag", true, true)]
    [InlineData("environment", null, true, true)]
    [InlineData("yaml", null, false, true)]
    public async Task The_data_directory_is_taken_from_flag_before_environment_before_file(string expected, string? flag, bool inEnvironment, bool inFile)
    {
        var file = Path.Combine(_folder.FullName, "any.yaml");
        await File.WriteAllTextAsync(file, inFile ? $"serve:\n  data: {InFolder("yaml")}\n" : "", TestContext.Current.CancellationToken);
        var setup = new ServerSetup { Directory = InFolder(expected), Config = file, SaysDirectory = flag is not null };
        Directory.CreateDirectory(setup.Directory);
        await using var server = await GatehouseProcess.StartAsync(inEnvironment ? setup.With("serve:data", InFolder("environment")) : setup);
        Assert.Equal([expected], _folder.GetDirectories().Select(d => d.Name));
        Assert.True(File.Exists(Path.Combine(setup.Directory, "gatehouse.db")));
    }

    [Fact]
    public async Task The_file_is_looked_for_in_the_data_directory_that_the_environment_names()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "gatehouse.yaml"), "limits: {nameBytes: 64}", TestContext.Current.CancellationToken);
        await using var server = await GatehouseProcess.StartAsync(new ServerSetup { Directory = _folder.FullName, SaysDirectory = false }.With("serve:data", _folder.FullName));
        using var http = server.CreateHttpClient();
        var name = $"projects/{new string('p', 64)}";
        Assert.Contains("at most 64", await http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, "/v1/projects", $$"""{"name":"{{name}}"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_is_told_at_once_and_named_as_it_was_written()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "gatehouse.yaml"), """
            serve: {stopSeconds: soon}
            limits: {pageSize: 0, batchItems: many, pageSiz: 1}
            changes: 5
            admission: {limits: {images: 0}}
            retention: {occurrences: [{kind: NONSENSE, days: 1}]}
            access:
              staleMilliseconds: 5000
              issuers:
                - {name: a, issuer: "https://one.example", audiences: gatehouse, kind: Github}
                - {name: certificate, issuer: "ftp://two.example", audiences: [x]}
                - {name: same, issuer: "https://three.example", audiences: [x]}
                - {name: same, issuer: "https://four.example", audiences: [x]}
              clientCertificates: {authorityFile: /does/not/exist}
            """, TestContext.Current.CancellationToken);
        var (exitCode, errors) = await GatehouseProcess.FailToStartAsync(new() { Directory = _folder.FullName, Http = "0.0.0.0:0", Tls = "127.0.0.1:0" });
        Assert.Equal(1, exitCode);
        Assert.All(
            (string[])[
                "serve.stopSeconds must be a whole number", "limits.pageSize must be between 1 and 10000, got 0", "limits.batchItems must be a whole number of at most 2147483647, got \"many\"",
                "limits.pageSiz is no option", "changes must be a section", "admission.limits.images must be between", "retention.occurrences[0].kind", "access.staleMilliseconds must be between 0 and 1000, got 5000",
                "access.issuers[0].audiences must be a list, got \"gatehouse\"", "access.issuers[1].name must not be \"certificate\"", "access.issuers[1].issuer must be an https URL",
                "the name \"same\" is used twice", "access.clientCertificates.authorityFile \"/does/not/exist\" does not exist", "serve.http is 0.0.0.0:0", "serve.certificate is required",
            ],
            part => Assert.Contains(part, errors, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("DataAnnotation", errors, StringComparison.Ordinal);
        Assert.Equal(["gatehouse.yaml"], _folder.GetFileSystemInfos().Select(f => f.Name));
    }

    [Fact]
    public async Task A_kind_that_does_not_exist_is_told_with_those_that_do()
    {
        var setup = new ServerSetup { Directory = _folder.FullName }.With("access:issuers:0:kind", "Gitea").With("requests:perSecond", "99999999999");
        var (exitCode, errors) = await GatehouseProcess.FailToStartAsync(setup);
        Assert.Equal(1, exitCode);
        Assert.Contains("kind must be one of Generic, GitHub, GitLab, Kubernetes, got \"Gitea\"", errors, StringComparison.Ordinal);
        Assert.Contains("requests.perSecond must be a whole number of at most 2147483647, got \"99999999999\"", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0:0")]
    [InlineData("[::]:0")]
    [InlineData("[::ffff:10.0.0.1]:0")]
    [InlineData("192.0.2.1:8080")]
    public async Task Cleartext_that_others_can_reach_is_refused(string address)
    {
        var (exitCode, errors) = await GatehouseProcess.FailToStartAsync(new() { Directory = _folder.FullName, Grpc = address });
        Assert.Equal(1, exitCode);
        Assert.Contains($"serve.grpc is {address}, which others can reach", errors, StringComparison.Ordinal);
        Assert.Contains("--tls", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_does_not_fit_its_key_stops_the_start()
    {
        var (pem, key) = (InFolder("tls.pem"), InFolder("tls.key"));
        using (var authority = new Access.TestAuthority("servers"))
        using (var certificate = authority.IssueForServer())
        using (var other = System.Security.Cryptography.ECDsa.Create())
        {
            await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(key, other.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        }

        var setup = new ServerSetup { Directory = _folder.FullName, Tls = "0.0.0.0:0" }.With("serve:certificate", pem).With("serve:key", key);
        var (exitCode, errors) = await GatehouseProcess.FailToStartAsync(setup);
        Assert.Equal(1, exitCode);
        Assert.Contains("cannot be used", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);
}
