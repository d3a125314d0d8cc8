using System.CommandLine;
using Gatehouse.Host.Composition;
using Gatehouse.Host.Configuration;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse serve</c></summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "Data directory: embedded store, addresses, administrator token (GATEHOUSE_DATA). Default .gatehouse" };
        var config = new Option<string?>("--config") { Description = "Configuration file (default: DATA/gatehouse.yaml when there is one)" };
        var store = new Option<string?>("--store") { Description = "PostgreSQL connection string, for example \"Host=db;Database=gatehouse;Username=gatehouse\"; default: SQLite in the data directory" };
        var http = new Option<string?>("--http") { Description = "ADDRESS:PORT of HTTP/1.1 in cleartext (REST, health, metrics); port 0 picks a free one; \"off\" for none. Default 127.0.0.1:8080" };
        var grpc = new Option<string?>("--grpc") { Description = "ADDRESS:PORT of gRPC over cleartext HTTP/2; \"off\" for none. Default 127.0.0.1:8081" };
        var tls = new Option<string?>("--tls") { Description = "ADDRESS:PORT of TLS for all of it, for example 0.0.0.0:8443" };
        var certificate = new Option<string?>("--certificate") { Description = "PEM file with the certificate chain for TLS" };
        var key = new Option<string?>("--key") { Description = "PEM file with its private key" };
        var command = new Command("serve", "Run the server") { data, config, store, http, grpc, tls, certificate, key };
        command.SetAction((result, cancellationToken) =>
        {
            var flags = new Dictionary<string, string?>
            {
                [GatehouseConfiguration.Data] = result.GetValue(data),
                ["serve:store"] = result.GetValue(store),
                ["serve:http"] = result.GetValue(http),
                ["serve:grpc"] = result.GetValue(grpc),
                ["serve:tls"] = result.GetValue(tls),
                ["serve:certificate"] = result.GetValue(certificate),
                ["serve:key"] = result.GetValue(key),
            };
            return GatehouseServer.RunAsync(GatehouseConfiguration.Read(result.GetValue(config), flags), cancellationToken);
        });
        return command;
    }
}
