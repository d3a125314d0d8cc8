using System.Diagnostics.CodeAnalysis;
using Gatehouse.Cel.Types;

namespace Gatehouse.Cel;

/// <summary>A program, or everything that is wrong with the expression, by position.</summary>
public sealed class CelCompilation
{
    internal CelCompilation(CelProgram? program, CelType type, IReadOnlyList<CelIssue> issues)
    {
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

    /// <summary>All issues as the API server shows them.</summary>
    public string IssueText => string.Join('\n', Issues);
}
