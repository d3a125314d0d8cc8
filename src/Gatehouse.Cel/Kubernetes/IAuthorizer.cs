namespace Gatehouse.Cel.Kubernetes;

/// <summary>Answers access checks of expressions. Checks are rare and dear: an expression can afford two.</summary>
public interface IAuthorizer
{
    AuthorizationDecision Authorize(AuthorizationQuery query);
}
