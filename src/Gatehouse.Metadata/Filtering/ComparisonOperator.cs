namespace Gatehouse.Metadata.Filtering;

/// <summary>The operators of AIP-160. <see cref="Contains"/> is <c>:</c> on text (has the literal as a part, ignoring case) and equality elsewhere.</summary>
public enum ComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
}
