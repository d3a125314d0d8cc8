using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Gatehouse.Host.Configuration;

/// <summary>
/// Checks the whole section and tells every mistake at once. Secure start: what others can reach is served over TLS only; callers are authenticated on every
/// listener, so that there is no switch that could leave a reachable one open.
/// </summary>
internal sealed class ServeOptionsValidator : IValidateOptions<ServeOptions>
{
    public ValidateOptionsResult Validate(string? name, ServeOptions options)
    {
        var mistakes = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Data))
        {
            mistakes.Add("data must name a directory");
        }

        CheckAddress("http", options.Http, cleartext: true, mistakes);
        CheckAddress("grpc", options.Grpc, cleartext: true, mistakes);
        CheckAddress("tls", options.Tls, cleartext: false, mistakes);
        CheckCertificate(options, mistakes);
        if (ServeOptions.IsOff(options.Http) && ServeOptions.IsOff(options.Grpc) && ServeOptions.IsOff(options.Tls))
        {
            mistakes.Add("http, grpc and tls are all off: nothing would be served");
        }

        if (options.StopSeconds is < 0 or > 600)
        {
            mistakes.Add($"stopSeconds must be 0 to 600, got {options.StopSeconds}");
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes.Select(m => $"serve.{m}"));
    }

    private static void CheckAddress(string field, string address, bool cleartext, List<string> mistakes)
    {
        if (ServeOptions.IsOff(address))
        {
            return;
        }

        if (!ServeOptions.TryParse(address, out var endpoint))
        {
            mistakes.Add($"{field} must be ADDRESS:PORT with an IP address, for example 127.0.0.1:8080, got \"{address}\"");
        }
        else if (cleartext && !IsLoopback(endpoint.Address))
        {
            mistakes.Add($"{field} is {address}, which others can reach, and cleartext would show them tokens and records: keep it on 127.0.0.1 and serve others with --tls {new IPEndPoint(endpoint.Address, 8443)} --certificate FILE --key FILE");
        }
    }

    private static void CheckCertificate(ServeOptions options, List<string> mistakes)
    {
        if (ServeOptions.IsOff(options.Tls))
        {
            return;
        }

        if (CheckFile("certificate", options.Certificate, mistakes) & CheckFile("key", options.Key, mistakes))
        {
            CheckPair(options.Certificate, options.Key, mistakes);
        }
    }

    private static void CheckPair(string certificate, string key, List<string> mistakes)
    {
        try
        {
            using var pair = X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            mistakes.Add($"certificate \"{certificate}\" and key \"{key}\" cannot be used: {exception.Message}");
        }
    }

    private static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool CheckFile(string field, string file, List<string> mistakes)
    {
        if (file.Length == 0)
        {
            mistakes.Add($"{field} is required for tls: a PEM file");
        }
        else if (!File.Exists(file))
        {
            mistakes.Add($"{field} \"{file}\" does not exist");
        }
        else
        {
            return true;
        }

        return false;
    }
}
