namespace Gatehouse.Cel;

/// <summary>Whose CEL: the language definition's, or the API server's where the two differ.</summary>
public enum CelDialect
{
    Spec,
    Kubernetes,
}
