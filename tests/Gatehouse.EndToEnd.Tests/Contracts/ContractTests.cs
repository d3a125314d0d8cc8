using System.Text.RegularExpressions;
using Gatehouse.EndToEnd.Tests.Servers;
using Grpc.Core;

namespace Gatehouse.EndToEnd.Tests.Contracts;

/// <summary>Everything that the contracts list is served, and what they do not list is refused as clients expect.</summary>
public sealed partial class ContractTests(SharedServer server) : IClassFixture<SharedServer>
{
    /// <summary>A gap: the service of policies that Google serves beside every API. ContainerAnalysis has the same three calls. A gap that closes has to leave here.</summary>
    private const string AbsentService = "google.iam.v1.IAMPolicy";

    /// <summary>Where <see cref="AbsentService"/> is bound.</summary>
    private const string AbsentPath = "/v1/{resource=**}:";

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(b => b, b => b);

    [GeneratedRegex(@"\{[a-z_]+(=(?<pattern>[^}]+))?\}")]
    private static partial Regex Variables { get; }

    [Theory, MemberData(nameof(ContractInventory.Bindings), MemberType = typeof(ContractInventory))]
    public async Task Every_binding_of_the_contracts_is_routed(string verb, string path)
    {
        var concrete = Variables.Replace(path, v => v.Groups["pattern"] is { Success: true } pattern ? pattern.Value.Replace("**", "absent", StringComparison.Ordinal).Replace("*", "absent", StringComparison.Ordinal) : "absent");
        var json = verb is "POST" or "PATCH" or "PUT" ? "{}" : null;
        var (status, body) = await server.Http.SendJsonAsync(new(verb), concrete, json);
        Assert.Equal(path.StartsWith(AbsentPath, StringComparison.Ordinal), body.ToJsonString().Contains("nothing is served", StringComparison.Ordinal));
        Assert.True((int)status is 200 or 400 or 404, $"{verb} {concrete}: {(int)status} {body.ToJsonString()}");
    }

    [Fact]
    public async Task A_path_that_is_in_no_contract_is_told_apart() =>
        Assert.Contains("nothing is served", await server.Http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, "/v1/projects/absent/notes/absent/nothing/here"), StringComparison.Ordinal);

    [Theory, MemberData(nameof(ContractInventory.Calls), MemberType = typeof(ContractInventory))]
    public async Task Every_call_of_the_contracts_is_implemented(string service, string name) =>
        Assert.Equal(service == AbsentService, await CallAsync(service, name) == StatusCode.Unimplemented);

    [Theory]
    [InlineData("grafeas.v1.Grafeas", "Absent")]
    [InlineData("grafeas.v1.Absent", "GetNote")]
    public async Task A_call_that_is_in_no_contract_is_unimplemented(string service, string name) =>
        Assert.Equal(StatusCode.Unimplemented, await CallAsync(service, name));

    private async Task<StatusCode> CallAsync(string service, string name)
    {
        using var channel = server.Process.CreateChannel();
        var method = new Method<byte[], byte[]>(MethodType.Unary, service, name, Bytes, Bytes);
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(method, null, new(cancellationToken: TestContext.Current.CancellationToken), []);
        try
        {
            await call.ResponseAsync;
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }
}
