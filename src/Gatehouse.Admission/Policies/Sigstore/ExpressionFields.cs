using System.Buffers;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Sigstore;

namespace Gatehouse.Admission.Policies.Sigstore;

/// <summary>A <c>policy</c> of a cluster image policy or of one of its attestations.</summary>
internal static class ExpressionFields
{
    private static readonly string[] OfImageOnly = ["fetchConfigFile", "includeSpec", "includeObjectMeta", "includeTypeMeta"];
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    public static ExpressionPolicy? Read(FieldReader fields, bool isOfImage)
    {
        var language = fields.Word("type", [ExpressionPolicy.Cue, ExpressionPolicy.Rego, ExpressionPolicy.Cel]);
        if (language is null && !fields.Has("type"))
        {
            fields.Error("type", "cue, rego or cel is expected");
        }

        var text = fields.Text("data") ?? "";
        var remote = fields.Mapping("remote");
        var map = fields.Mapping("configMapRef");
        var given = (text.Length > 0 ? 1 : 0) + (remote is null ? 0 : 1) + (map is null ? 0 : 1);
        if (given != 1)
        {
            fields.Error("", "exactly one of data, remote and configMapRef is expected");
        }

        var location = (remote is null ? "" : ReadRemote(remote)) + (map is null ? "" : ReadConfigMap(map));
        ReadFlags(fields, isOfImage);
        fields.Finish();
        var policy = language is null ? null : new ExpressionPolicy(language, text, location, isOfImage || language != ExpressionPolicy.Cel || text.Length == 0 ? null : Compile(fields, text));
        if (policy is { Condition: null } && (isOfImage || language != ExpressionPolicy.Cel))
        {
            fields.Warn("type", $"{Title(policy.Language)} is not evaluated here, so nothing fulfils this; {ExpressionAdvice.For(policy)}");
        }

        return policy;
    }

    private static StatementExpression? Compile(FieldReader fields, string text)
    {
        if (!StatementExpression.TryCompile(text, out var condition, out var error))
        {
            fields.Error("data", error);
        }

        return condition;
    }

    private static string Title(string language) => language switch { ExpressionPolicy.Cue => "CUE", ExpressionPolicy.Rego => "Rego", _ => "CEL" };

    private static string ReadRemote(FieldReader fields)
    {
        var url = fields.Text("url") ?? "";
        var sum = fields.Text("sha256sum") ?? "";
        fields.Finish();
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != "https" || uri.Host.Length == 0)
        {
            fields.Error("url", $"\"{url}\" is no https URL");
        }

        if (sum.Length != 64 || sum.AsSpan().ContainsAnyExcept(Hex))
        {
            fields.Error("sha256sum", "the SHA-256 of the policy is expected, 64 hex digits");
        }

        return url;
    }

    private static string ReadConfigMap(FieldReader fields)
    {
        var (name, key, @namespace) = (fields.Text("name") ?? "", fields.Text("key") ?? "", fields.Text("namespace") ?? "");
        fields.Finish();
        if (name.Length == 0)
        {
            fields.Error("name", "the name of a ConfigMap is expected");
        }

        if (key.Length == 0)
        {
            fields.Error("key", "a key of the ConfigMap is expected");
        }

        return $"key {key} of ConfigMap {(@namespace.Length == 0 ? "" : @namespace + "/")}{name}";
    }

    private static void ReadFlags(FieldReader fields, bool isOfImage)
    {
        foreach (var flag in OfImageOnly)
        {
            if (fields.Boolean(flag) is not null && !isOfImage)
            {
                fields.Error(flag, "goes with the policy of the whole image only, spec.policy");
            }
        }
    }
}
