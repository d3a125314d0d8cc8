using System.Text.Json;

namespace Gatehouse.Policy.Requirements;

/// <summary>What a statement has to say, in whichever expression language. Pure, and bounded in what it costs.</summary>
public interface IStatementCondition
{
    /// <returns>Null when the statement fulfils it; else why not.</returns>
    string? Explain(JsonElement statement);
}
