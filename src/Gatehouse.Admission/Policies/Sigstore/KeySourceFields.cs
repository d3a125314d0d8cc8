using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Gatehouse.Attestation.Keys;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Sigstore;

namespace Gatehouse.Admission.Policies.Sigstore;

/// <summary>A reference to keys or certificates: <c>data</c>, <c>secretRef</c> or <c>kms</c>.</summary>
internal static partial class KeySourceFields
{
    private const string AwsScheme = "awskms://";
    private static readonly ImmutableArray<string> Schemes = [AwsScheme, "azurekms://", "hashivault://", "gcpkms://"];

    public static KeySource? Read(FieldReader fields)
    {
        var data = fields.Text("data") ?? "";
        var secret = fields.Mapping("secretRef");
        var service = fields.Text("kms") ?? "";
        _ = fields.Word("hashAlgorithm", ["sha256", "sha224", "sha384", "sha512"]);
        var fromSecret = secret is null ? null : ReadSecret(secret);
        fields.Finish();
        var given = (data.Length > 0 ? 1 : 0) + (secret is null ? 0 : 1) + (service.Length > 0 ? 1 : 0);
        if (given != 1)
        {
            fields.Error("", "exactly one of data, secretRef and kms is expected");
            return null;
        }

        return data.Length > 0 ? ReadData(fields, data) : service.Length > 0 ? ReadService(fields, service) : fromSecret;
    }

    private static KeySource.Inline? ReadData(FieldReader fields, string data)
    {
        var keys = PublicKeys.FromPem(data);
        if (keys.Succeeded)
        {
            return new(keys.Found);
        }

        fields.Error("data", string.Join("; ", keys.Failures.Select(f => f.Text)));
        return null;
    }

    private static KeySource.Secret ReadSecret(FieldReader fields)
    {
        var name = fields.Text("name") ?? "";
        var @namespace = fields.Text("namespace") ?? "";
        fields.Finish();
        if (name.Length == 0)
        {
            fields.Error("name", "the name of a Secret is expected");
        }

        return new(@namespace, name);
    }

    private static KeySource.Service ReadService(FieldReader fields, string service)
    {
        if (!Schemes.Any(s => service.StartsWith(s, StringComparison.Ordinal) && service.Length > s.Length))
        {
            fields.Error("kms", $"\"{service}\" begins with none of {string.Join(", ", Schemes)}");
        }
        else if (service.StartsWith(AwsScheme, StringComparison.Ordinal) && !AwsKey.IsMatch(service))
        {
            fields.Error("kms", $"\"{service}\" is not awskms://[HOST:PORT]/ARN with the ARN of a key or an alias; an id or alias alone depends on whose account asks");
        }

        return new(service);
    }

    [GeneratedRegex(@"^awskms://(?:[^/:]+:[0-9]{1,5}|\[[0-9a-fA-F:]+\]:[0-9]{1,5})?/arn:(?:aws|aws-us-gov|aws-cn):kms:[a-z0-9-]+:[0-9]{12}:(?:key/(?:mrk-)?[A-Fa-f0-9]{8}-?[A-Fa-f0-9]{4}-?[A-Fa-f0-9]{4}-?[A-Fa-f0-9]{4}-?[A-Fa-f0-9]{12}|alias/[^ ]+)\z", RegexOptions.NonBacktracking)]
    private static partial Regex AwsKey { get; }
}
