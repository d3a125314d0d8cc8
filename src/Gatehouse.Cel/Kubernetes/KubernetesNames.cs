namespace Gatehouse.Cel.Kubernetes;

/// <summary>What is wrong with names of the API, in the words of k8s.io/apimachinery, <c>util/validation</c>. Empty when nothing is.</summary>
public static class KubernetesNames
{
    /// <summary>RFC 1123, as names of most objects are.</summary>
    public static IReadOnlyList<string> CheckSubdomain(string name) => FormatLibrary.Subdomain(name);

    /// <summary>RFC 1035, as versions and kinds are.</summary>
    public static IReadOnlyList<string> CheckLabel1035(string name) => FormatLibrary.Label1035(name);

    /// <summary>Keys of labels and annotations.</summary>
    public static IReadOnlyList<string> CheckQualifiedName(string name) => FormatLibrary.QualifiedName(name);

    public static IReadOnlyList<string> CheckLabelValue(string value) => FormatLibrary.LabelValue(value);
}
