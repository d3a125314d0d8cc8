using System.Collections.Immutable;
using Gatehouse.Admission.AdmissionPolicies.Validation;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>Reads policies and bindings from YAML or JSON. Never throws on content; what is wrong goes to the errors, with its place, in the words of the API server where it has any.</summary>
public static class AdmissionPolicyReader
{
    private const string Group = "admissionregistration.k8s.io/";

    /// <summary>The kinds that are read.</summary>
    public static ImmutableArray<string> Kinds { get; } =
        ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"];

    /// <summary>Reads a file and checks it as the API server would.</summary>
    /// <param name="file">What messages call it.</param>
    public static AdmissionPolicyDocuments Read(ReadOnlySpan<byte> utf8, string file, ManifestLimits? limits = null)
    {
        var errors = new ManifestErrors(file);
        var policies = ImmutableArray.CreateBuilder<AdmissionPolicy>();
        var bindings = ImmutableArray.CreateBuilder<AdmissionPolicyBinding>();
        foreach (var node in ManifestReader.Read(utf8, limits ?? new(), errors))
        {
            ReadDocument(node, policies, bindings, errors);
        }

        return new(policies.ToImmutable(), bindings.ToImmutable(), errors.ToImmutable());
    }

    private static void ReadDocument(ManifestNode node, ImmutableArray<AdmissionPolicy>.Builder policies, ImmutableArray<AdmissionPolicyBinding>.Builder bindings, ManifestErrors errors)
    {
        if (FindPolicy(node, errors) is { } policy)
        {
            policies.Add(policy);
            Tell(node, AdmissionPolicyValidator.Validate(policy), errors);
        }
        else if (FindBinding(node, errors) is { } binding)
        {
            bindings.Add(binding);
            Tell(node, AdmissionPolicyValidator.Validate(binding), errors);
        }
        else
        {
            errors.Add(node.Position, "kind", $"none of {string.Join(", ", Kinds)} of {Group}v1, v1beta1 or v1alpha1");
        }
    }

    private static void Tell(ManifestNode node, ImmutableArray<FieldError> found, ManifestErrors errors)
    {
        foreach (var error in found)
        {
            errors.Add(FieldPositions.Find(node, error.Field), error.Field, error.Message);
        }
    }

    /// <returns>The policy; null when the document is of another kind. Only its form is checked.</returns>
    public static AdmissionPolicy? FindPolicy(ManifestNode document, ManifestErrors errors)
    {
        var root = Open(document, errors, out var kind, out var version);
        var policy = kind switch
        {
            "ValidatingAdmissionPolicy" => ReadValidating(root!, version),
            "MutatingAdmissionPolicy" => ReadMutating(root!, version),
            _ => (AdmissionPolicy?)null,
        };
        if (policy is not null)
        {
            root!.Finish();
        }

        return policy;
    }

    /// <returns>The binding; null when the document is of another kind. Only its form is checked.</returns>
    public static AdmissionPolicyBinding? FindBinding(ManifestNode document, ManifestErrors errors)
    {
        var root = Open(document, errors, out var kind, out var version);
        if (kind is not ("ValidatingAdmissionPolicyBinding" or "MutatingAdmissionPolicyBinding"))
        {
            return null;
        }

        var binding = ReadBinding(root!, kind == "MutatingAdmissionPolicyBinding", version);
        root!.Finish();
        return binding;
    }

    private static FieldReader? Open(ManifestNode document, ManifestErrors errors, out string kind, out string version)
    {
        (kind, version) = ("", "");
        if (document is not ManifestNode.Mapping mapping)
        {
            return null;
        }

        var root = new FieldReader(mapping, "", errors);
        var apiVersion = root.Text("apiVersion") ?? "";
        version = apiVersion.StartsWith(Group, StringComparison.Ordinal) ? apiVersion[Group.Length..] : "";
        kind = version is "v1" or "v1beta1" or "v1alpha1" ? root.Text("kind") ?? "" : "";
        root.Ignore("kind", "status");
        return root;
    }

    private static string ReadName(FieldReader root)
    {
        // Everything else of the metadata is the API server's business.
        var metadata = root.Mapping("metadata");
        return metadata?.Text("name") ?? "";
    }

    private static ValidatingAdmissionPolicy ReadValidating(FieldReader root, string version)
    {
        var name = ReadName(root);
        var spec = new PolicyFields(root.Mapping("spec"), version);
        var policy = new ValidatingAdmissionPolicy
        {
            Name = name,
            FailurePolicy = spec.FailurePolicy,
            ParamKind = spec.ParamKind,
            MatchConstraints = spec.MatchResources("matchConstraints"),
            MatchConditions = spec.Expressions("matchConditions"),
            Variables = spec.Expressions("variables"),
            Validations = spec.Validations,
            AuditAnnotations = spec.AuditAnnotations,
        };
        spec.Finish();
        return policy;
    }

    private static MutatingAdmissionPolicy ReadMutating(FieldReader root, string version)
    {
        var name = ReadName(root);
        var spec = new PolicyFields(root.Mapping("spec"), version);
        var policy = new MutatingAdmissionPolicy
        {
            Name = name,
            FailurePolicy = spec.FailurePolicy,
            ParamKind = spec.ParamKind,
            MatchConstraints = spec.MatchResources("matchConstraints"),
            MatchConditions = spec.Expressions("matchConditions"),
            Variables = spec.Expressions("variables"),
            Mutations = spec.Mutations,
            ReinvocationPolicy = spec.Text("reinvocationPolicy"),
        };
        spec.Finish();
        return policy;
    }

    private static AdmissionPolicyBinding ReadBinding(FieldReader root, bool isMutating, string version)
    {
        var name = ReadName(root);
        var spec = new PolicyFields(root.Mapping("spec"), version);
        var binding = new AdmissionPolicyBinding
        {
            Name = name,
            IsMutating = isMutating,
            PolicyName = spec.Text("policyName"),
            ParamRef = spec.ParamRef,
            MatchResources = spec.MatchResources("matchResources"),
            ValidationActions = isMutating ? [] : spec.Texts("validationActions"),
        };
        spec.Finish();
        return binding;
    }
}
