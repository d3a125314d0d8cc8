using Gatehouse.Host.Configuration;

namespace Gatehouse.Host.Composition;

/// <summary>What a person who started the server needs to know.</summary>
internal static class ServerBanner
{
    public static void Print(EndpointsFile endpoints, ServeOptions options)
    {
        var output = Console.Out;
        output.WriteLine("Gatehouse is serving.");
        Line(output, "REST", endpoints.Http);
        Line(output, "gRPC", endpoints.Grpc);
        Line(output, "TLS", endpoints.Tls);
        Line(output, "data", Path.GetFullPath(options.Data));
        Line(output, "token", Path.Combine(options.Data, "admin.token") + " (administrator)");
    }

    private static void Line(TextWriter output, string name, string? value)
    {
        if (value is not null)
        {
            output.WriteLine($"  {name,-6} {value}");
        }
    }
}
