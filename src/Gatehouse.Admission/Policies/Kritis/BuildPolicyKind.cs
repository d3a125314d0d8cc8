using System.Collections.Immutable;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Kritis;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Admission.Policies.Kritis;

/// <summary>Kritis's <c>BuildPolicy</c>: for whoever signs builds, not for admission.</summary>
public sealed class BuildPolicyKind : PolicyKind<BuildPolicy>
{
    public const string Name = "BuildPolicy";

    public override string Kind => Name;

    public override ImmutableArray<string> ApiVersions => KritisDocuments.ApiVersions;

    protected override BuildPolicy? Read(ManifestKey key, FieldReader root)
    {
        if (KritisDocuments.Spec(root, "{attestationAuthorityName: NAME, buildRequirements: {builtFrom: EXPRESSION}}") is not { } spec)
        {
            return null;
        }

        var authority = spec.Text("attestationAuthorityName") ?? "";
        _ = spec.Text("privateKeySecretName");
        var builtFrom = TextTerm.Exactly("");
        if (spec.Mapping("buildRequirements") is { } requirements)
        {
            builtFrom = ReadExpression(requirements) ?? builtFrom;
            requirements.Finish();
        }
        else
        {
            spec.Error("buildRequirements", "{builtFrom: EXPRESSION} is expected");
        }

        if (authority.Length == 0)
        {
            spec.Warn("attestationAuthorityName", "a build policy without an authority signs nothing");
        }

        spec.Finish();
        return new(key.Namespace, key.Name, authority, builtFrom);
    }

    private static TextTerm? ReadExpression(FieldReader requirements)
    {
        var text = requirements.Text("builtFrom") ?? "";
        if (!TextTerm.TryParse(text, out var term, out var error))
        {
            requirements.Error("builtFrom", $"\"{text}\" is no regular expression: {error}");
            return null;
        }

        if (text.Length == 0)
        {
            requirements.Warn("builtFrom", "the empty expression is found in every source");
        }

        return term;
    }
}
