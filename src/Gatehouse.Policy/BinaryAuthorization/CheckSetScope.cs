namespace Gatehouse.Policy.BinaryAuthorization;

/// <summary>Whom a check set is for: a namespace, or a service account in one.</summary>
/// <param name="ServiceAccount">Empty for the whole namespace.</param>
public sealed record CheckSetScope(string Namespace, string ServiceAccount)
{
    public bool Covers(string @namespace, string serviceAccount) => @namespace == Namespace && (ServiceAccount.Length == 0 || ServiceAccount == serviceAccount);

    public override string ToString() => ServiceAccount.Length == 0 ? $"namespace {Namespace}" : $"service account {Namespace}:{ServiceAccount}";
}
