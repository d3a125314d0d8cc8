using System.Collections.Immutable;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>The fields below <c>spec</c> of policies and bindings.</summary>
/// <param name="fields">Null when there is no <c>spec</c>.</param>
/// <param name="version">Of the API, for defaults that only one version has.</param>
internal sealed class PolicyFields(FieldReader? fields, string version)
{
    public string FailurePolicy => fields?.Text("failurePolicy") ?? "Fail";

    public ParamKind? ParamKind
    {
        get
        {
            var kind = fields?.Mapping("paramKind");
            var read = kind is null ? null : new ParamKind(kind.Text("apiVersion") ?? "", kind.Text("kind") ?? "");
            kind?.Finish();
            return read;
        }
    }

    public ImmutableArray<PolicyValidation> Validations => ReadEach("validations", f => new PolicyValidation
    {
        Expression = f.Text("expression") ?? "",
        Message = f.Text("message") ?? "",
        MessageExpression = f.Text("messageExpression") ?? "",
        Reason = f.Text("reason"),
    });

    public ImmutableArray<AuditAnnotation> AuditAnnotations => ReadEach("auditAnnotations", f => new AuditAnnotation(f.Text("key") ?? "", f.Text("valueExpression") ?? ""));

    public ImmutableArray<PolicyMutation> Mutations => ReadEach("mutations", f => new PolicyMutation
    {
        PatchType = f.Text("patchType") ?? "",
        ApplyConfiguration = ReadExpression(f, "applyConfiguration"),
        JsonPatch = ReadExpression(f, "jsonPatch"),
    });

    public ParamReference? ParamRef
    {
        get
        {
            if (fields?.Mapping("paramRef") is not { } reference)
            {
                return null;
            }

            var read = new ParamReference
            {
                Name = reference.Text("name") ?? "",
                Namespace = reference.Text("namespace") ?? "",
                Selector = ReadSelector(reference, "selector"),
                ParameterNotFoundAction = reference.Text("parameterNotFoundAction") ?? (version == "v1alpha1" ? "Deny" : null),
            };
            reference.Finish();
            return read;
        }
    }

    public string Text(string name) => fields?.Text(name) ?? "";

    public ImmutableArray<string> Texts(string name) => fields?.Texts(name) ?? [];

    public ImmutableArray<NamedExpression> Expressions(string name) => ReadEach(name, f => new NamedExpression(f.Text("name") ?? "", f.Text("expression") ?? ""));

    public MatchResources? MatchResources(string name)
    {
        if (fields?.Mapping(name) is not { } match)
        {
            return null;
        }

        var read = new MatchResources
        {
            ResourceRules = ReadRules(match, "resourceRules"),
            ExcludeResourceRules = ReadRules(match, "excludeResourceRules"),
            NamespaceSelector = ReadSelector(match, "namespaceSelector") ?? LabelSelector.Everything,
            ObjectSelector = ReadSelector(match, "objectSelector") ?? LabelSelector.Everything,
            MatchPolicy = match.Text("matchPolicy") ?? "Equivalent",
        };
        match.Finish();
        return read;
    }

    public void Finish() => fields?.Finish();

    private ImmutableArray<T> ReadEach<T>(string name, Func<FieldReader, T> read) => fields is null ? [] : [.. fields.Mappings(name).Select(f => ReadWhole(f, read))];

    private static T ReadWhole<T>(FieldReader fields, Func<FieldReader, T> read)
    {
        var value = read(fields);
        fields.Finish();
        return value;
    }

    private static string? ReadExpression(FieldReader fields, string name)
    {
        var patch = fields.Mapping(name);
        var expression = patch is null ? null : patch.Text("expression") ?? "";
        patch?.Finish();
        return expression;
    }

    private static ImmutableArray<ResourceRule> ReadRules(FieldReader fields, string name) => [.. fields.Mappings(name).Select(f => ReadWhole(f, r => new ResourceRule
    {
        Operations = r.Texts("operations"),
        ApiGroups = r.Texts("apiGroups"),
        ApiVersions = r.Texts("apiVersions"),
        Resources = r.Texts("resources"),
        ResourceNames = r.Texts("resourceNames"),
        Scope = r.Text("scope") ?? "*",
    }))];

    internal static LabelSelector? ReadSelector(FieldReader fields, string name)
    {
        if (fields.Mapping(name) is not { } selector)
        {
            return null;
        }

        var read = new LabelSelector
        {
            MatchLabels = selector.TextMap("matchLabels"),
            MatchExpressions = [.. selector.Mappings("matchExpressions").Select(f => ReadWhole(f, r => new LabelRequirement(r.Text("key") ?? "", r.Text("operator") ?? "", r.Texts("values"))))],
        };
        selector.Finish();
        return read;
    }
}
