namespace Gatehouse.Policy.BinaryAuthorization;

/// <summary>What an admission rule asks of an image (<c>evaluationMode</c>).</summary>
public enum EvaluationMode
{
    AlwaysAllow,
    AlwaysDeny,
    RequireAttestation,
}
