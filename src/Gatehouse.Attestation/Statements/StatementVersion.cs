namespace Gatehouse.Attestation.Statements;

public enum StatementVersion
{
    /// <summary><c>https://in-toto.io/Statement/v0.1</c>.</summary>
    V01,

    /// <summary><c>https://in-toto.io/Statement/v1</c>.</summary>
    V1,
}
