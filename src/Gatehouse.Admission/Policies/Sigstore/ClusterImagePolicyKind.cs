using System.Collections.Immutable;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Sigstore;

namespace Gatehouse.Admission.Policies.Sigstore;

/// <summary>policy-controller's <c>ClusterImagePolicy</c>, checked as its webhook checks it with its defaults, and for unknown fields beside.</summary>
public sealed class ClusterImagePolicyKind : PolicyKind<ClusterImagePolicy>
{
    public const string Name = "ClusterImagePolicy";

    private static readonly ImmutableArray<string> Resources = ["pods", "replicasets", "deployments", "statefulsets", "daemonsets", "jobs", "cronjobs"];

    public override string Kind => Name;

    public override ImmutableArray<string> ApiVersions => ["policy.sigstore.dev/v1beta1", "policy.sigstore.dev/v1alpha1"];

    public override bool IsNamespaced => false;

    protected override ClusterImagePolicy? Read(ManifestKey key, FieldReader root)
    {
        if (root.Mapping("spec") is not { } spec)
        {
            root.Error("spec", "a specification is expected, at least {images: [{glob: GLOB}], authorities: […]}");
            return null;
        }

        var policy = new ClusterImagePolicy
        {
            Name = key.Name,
            Images = ReadImages(spec),
            Matches = [.. spec.Mappings("match").Select(ReadMatch)],
            IsWarning = spec.Word("mode", ["enforce", "warn"]) == "warn",
            Authorities = ReadAuthorities(spec),
            Condition = spec.Mapping("policy") is { } condition ? ExpressionFields.Read(condition, true) : null,
        };
        spec.Finish();
        return policy;
    }

    private static ImmutableArray<ClusterImageGlob> ReadImages(FieldReader spec)
    {
        var globs = ImmutableArray.CreateBuilder<ClusterImageGlob>();
        var images = spec.Mappings("images");
        if (images.IsEmpty)
        {
            spec.Error("images", "at least one {glob: GLOB} is expected");
        }

        foreach (var image in images)
        {
            var text = image.Text("glob");
            image.Finish();
            if (ClusterImageGlob.TryParse(text, out var glob, out var error))
            {
                globs.Add(glob);
                WarnOfShortGlob(image, text!);
            }
            else
            {
                image.Error("glob", $"\"{text}\": {error}");
            }
        }

        return globs.ToImmutable();
    }

    private static void WarnOfShortGlob(FieldReader image, string glob)
    {
        if (glob is "*" or "*/*")
        {
            image.Warn("glob", $"means {(glob == "*" ? "index.docker.io/library/*" : "index.docker.io/*/*")} only; every image is **");
        }
    }

    private static ImmutableArray<ImageAuthority> ReadAuthorities(FieldReader spec)
    {
        var authorities = spec.Mappings("authorities");
        if (authorities.IsEmpty)
        {
            spec.Error("authorities", "at least one authority is expected: without one nobody can vouch for an image");
        }

        return [.. authorities.Select(AuthorityFields.Read).OfType<ImageAuthority>()];
    }

    private static ResourceMatch ReadMatch(FieldReader fields)
    {
        var (group, version, resource) = (fields.Text("group") ?? "", fields.Text("version") ?? "", fields.Text("resource") ?? "");
        var selector = fields.Mapping("selector");
        fields.Finish();
        if (resource.Length > 0 && !Resources.Contains(resource))
        {
            fields.Error("resource", $"\"{resource}\" is none of {string.Join(", ", Resources)}");
        }

        if (selector is not null && group.Length == 0 && version.Length == 0 && resource.Length == 0)
        {
            fields.Error("selector", "needs a resource whose labels it selects");
        }

        return new(group, version, resource, selector is null ? null : ReadSelector(selector));
    }

    private static LabelSelector ReadSelector(FieldReader fields)
    {
        var equal = fields.TextMap("matchLabels").Select(l => new LabelTerm(l.Key, "In", [l.Value]));
        var terms = equal.Concat(fields.Mappings("matchExpressions").Select(ReadTerm).OfType<LabelTerm>()).ToImmutableArray();
        fields.Finish();
        return new(terms);
    }

    private static LabelTerm? ReadTerm(FieldReader fields)
    {
        var key = fields.Text("key") ?? "";
        var @operator = fields.Word("operator", LabelTerm.Operators);
        var values = fields.Texts("values");
        fields.Finish();
        if (key.Length == 0)
        {
            fields.Error("key", "the key of a label is expected");
        }

        if (@operator is null && !fields.Has("operator"))
        {
            fields.Error("operator", $"one of {string.Join(", ", LabelTerm.Operators)} is expected");
        }
        else if (@operator is not null && (@operator is "In" or "NotIn") == values.IsEmpty)
        {
            fields.Error("values", values.IsEmpty ? $"{@operator} needs values" : $"{@operator} takes no values");
        }

        return @operator is null ? null : new(key, @operator, values);
    }
}
