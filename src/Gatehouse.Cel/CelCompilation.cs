using System.Diagnostics.CodeAnalysis;
using Gatehouse.Cel.Costs;
using Gatehouse.Cel.Types;

namespace Gatehouse.Cel;

/// <summary>A program, or everything that is wrong with the expression, by position.</summary>
public sealed class CelCompilation
{
    private readonly Func<ISizeEstimates?, CostRange>? _estimate;

    internal CelCompilation(CelProgram? program, CelType type, IReadOnlyList<CelIssue> issues, Func<ISizeEstimates?, CostRange>? estimate = null)
    {
        _estimate = estimate;
        Program = program;
        Type = type;
        Issues = issues;
    }

    public CelProgram? Program { get; }

    /// <summary>The static type of the result; an error type when checking failed.</summary>
    public CelType Type { get; }

    public IReadOnlyList<CelIssue> Issues { get; }

    [MemberNotNullWhen(true, nameof(Program))]
    public bool Succeeded => Program is not null;

    /// <summary>
    /// What an evaluation will cost at least and at most, as far as the sizes of variables are known; sizes that are not known are without bound. Of checked expressions without issues only.
    /// </summary>
    public CostRange EstimateCost(ISizeEstimates? sizes = null) =>
        _estimate is null ? throw new InvalidOperationException("Only a checked expression without issues has an estimate.") : _estimate(sizes);

    /// <summary>All issues as the API server shows them.</summary>
    public string IssueText => string.Join('\n', Issues);
}
