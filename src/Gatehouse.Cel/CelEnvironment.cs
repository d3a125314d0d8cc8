using System.Collections.Frozen;
using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Costs;
using Gatehouse.Cel.Library;
using Gatehouse.Cel.Parsing;
using Gatehouse.Cel.Planning;
using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Types;

namespace Gatehouse.Cel;

/// <summary>Compiles expressions: the dialect, the libraries, the variables and types they may use. Immutable; made once and shared.</summary>
public sealed class CelEnvironment
{
    private readonly Dialects.DialectProfile _profile;
    private readonly Declarations _declarations;
    private readonly ParserOptions _parser;
    private readonly PlanOptions _plan;

    public CelEnvironment(CelEnvironmentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        _profile = Dialects.DialectProfile.Of(options);
        _parser = _profile.Parser with { MaximumLength = options.MaximumLength };
        _declarations = new()
        {
            Container = options.Container,
            Types = options.Types,
            Variables = options.Variables.ToFrozenDictionary(StringComparer.Ordinal),
            Functions = Merge(_profile.Functions, [.. options.Functions, .. EnumFunctions.Of(options.Types)]),
            NamedTypes = _profile.NamedTypes,
            Objects = options.Objects,
            OpenObjects = [.. options.OpenObjects],
        };
        _plan = new()
        {
            Declarations = _declarations,
            IsStrictTest = options.Dialect == CelDialect.Spec,
            AreKeysChecked = options.Dialect == CelDialect.Spec,
            AreOptionalsChecked = options.Dialect == CelDialect.Spec,
            RefusesFailingConstants = options.Dialect == CelDialect.Kubernetes,
        };
    }

    private CelEnvironment(CelEnvironment other, CelEnvironmentOptions options)
    {
        Options = options;
        _profile = other._profile;
        _parser = other._parser;
        _declarations = other._declarations.WithObjects(options.Objects);
        _plan = other._plan with { Declarations = _declarations };
    }

    public CelEnvironmentOptions Options { get; }

    /// <summary>The same environment with further variables.</summary>
    public CelEnvironment With(IReadOnlyDictionary<string, CelType> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var all = new Dictionary<string, CelType>(Options.Variables, StringComparer.Ordinal);
        foreach (var (name, type) in variables)
        {
            all[name] = type;
        }
        return new(Options with { Variables = all });
    }

    /// <summary>
    /// The same environment with one more object type, or another one of the name. Cheap: everything else is shared. Fields that are added later are seen by compilations after that.
    /// </summary>
    public CelEnvironment WithObject(string name, IReadOnlyDictionary<string, CelType> fields) =>
        new(this, Options with { Objects = new Dictionary<string, IReadOnlyDictionary<string, CelType>>(Options.Objects, StringComparer.Ordinal) { [name] = fields } });

    private static FrozenDictionary<string, FunctionDeclaration> Merge(FrozenDictionary<string, FunctionDeclaration> known, IReadOnlyList<FunctionDeclaration> added)
    {
        if (added.Count == 0)
        {
            return known;
        }
        var merged = new Dictionary<string, FunctionDeclaration>(known, StringComparer.Ordinal);
        foreach (var function in added)
        {
            merged[function.Name] = merged.TryGetValue(function.Name, out var other) ? function.Merge(other) : function;
        }
        return merged.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Parses, checks and plans an expression.</summary>
    public CelCompilation Compile(string source) => Compile(source, isChecked: true, _parser);

    /// <summary>
    /// Compiles without type checking: names and overloads are found during evaluation, and mistakes are errors there. Macros may be left out too.
    /// </summary>
    public CelCompilation CompileUnchecked(string source, bool hasMacros = true) => Compile(source, isChecked: false, WithMacros(hasMacros));

    /// <summary>Compiles with macros left as ordinary calls.</summary>
    public CelCompilation CompileWithoutMacros(string source) => Compile(source, isChecked: true, WithMacros(false));

    private ParserOptions WithMacros(bool hasMacros) => hasMacros ? _parser : _parser with { Macros = FrozenDictionary<string, Macro>.Empty };

    private CelCompilation Compile(string source, bool isChecked, ParserOptions parser)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            return CompileOnStack(source, isChecked, parser);
        }
        catch (InsufficientExecutionStackException)
        {
            // The caller's stack is smaller than the limits assume.
            return new(null, CelType.Error, [new(1, 1, "expression recursion limit exceeded: the stack is too small for it", source.Split('\n')[0])]);
        }
    }

    private CelCompilation CompileOnStack(string source, bool isChecked, ParserOptions parser)
    {
        var issues = new IssueList(source);
        var expr = Parser.Parse(source, parser, issues);
        if (expr is null)
        {
            return new(null, CelType.Error, issues.ToIssues());
        }
        var type = isChecked ? Check(expr, issues) : CelType.Dyn;
        return issues.IsEmpty ? Plan(source, expr, type, issues, isChecked) : new(null, CelType.Error, issues.ToIssues());
    }

    private CelType Check(Expr expr, IssueList issues)
    {
        var type = Checker.Check(expr, _declarations, issues);
        if (issues.IsEmpty)
        {
            _profile.Validate(expr, issues);
        }
        return type;
    }

    private CelCompilation Plan(string source, Expr expr, CelType type, IssueList issues, bool isChecked)
    {
        try
        {
            return new(new(source, type, Planner.Create(expr, _plan), _profile.Limits), type, [], isChecked ? Estimate : null);
        }
        catch (PlanFailedException e)
        {
            issues.Add(e.Position, e.Message);
            return new(null, type, issues.ToIssues());
        }

        CostRange Estimate(ISizeEstimates? sizes) => new CostEstimator(sizes, _profile.Estimates, _profile.HasTestCost).Cost(expr);
    }
}
