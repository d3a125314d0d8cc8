using System.Runtime.CompilerServices;
using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Evaluation;
using Gatehouse.Cel.Messages;
using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Planning;

/// <summary>
/// Turns a syntax tree, checked or not, into steps. Paths become one step, constants are folded, and both exactly where cel-go does so with its optimizer on: what is folded is free.
/// </summary>
internal sealed class Planner
{
    private readonly PlanOptions _options;
    private readonly List<LocalScope> _locals = [];
    private readonly Dictionary<string, GlobalNode> _globals = new(StringComparer.Ordinal);
    private int _slots;

    private Planner(PlanOptions options) => _options = options;

    public static Plan Create(Expr expr, PlanOptions options)
    {
        var planner = new Planner(options);
        return new(planner.Build(expr), planner._slots);
    }

    private Declarations Declarations => _options.Declarations;

    private Node Build(Expr expr)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return BuildKind(expr);
    }

    private Node BuildKind(Expr expr) => expr switch
    {
        ConstantExpr constant => new ConstantNode(constant.Value),
        IdentifierExpr name => BuildName(name),
        SelectExpr select => BuildSelect(select),
        CallExpr call => BuildCall(call),
        ListExpr list => BuildList(list),
        MapExpr map => BuildMap(map),
        StructExpr message => BuildStruct(message),
        ComprehensionExpr comprehension => BuildFold(comprehension),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Node[] BuildAll(Expr[] expressions)
    {
        var nodes = new Node[expressions.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = Build(expressions[i]);
        }
        return nodes;
    }

    private LocalNode? FindLocal(string name)
    {
        for (var i = _locals.Count - 1; i >= 0; i--)
        {
            if (_locals[i].Name == name)
            {
                return _locals[i].Node;
            }
        }
        return null;
    }

    private Node BuildReference(NameReference reference)
    {
        if (!reference.Constant.IsNone)
        {
            return new ConstantNode(reference.Constant);
        }
        if (!_globals.TryGetValue(reference.Name, out var global))
        {
            _globals[reference.Name] = global = new(reference.Name, _slots++);
        }
        return global;
    }

    private Node BuildName(IdentifierExpr name)
    {
        if (name.Reference is { IsLocal: false } reference)
        {
            return BuildReference(reference);
        }
        return FindLocal(name.Name) as Node ?? Unchecked(name.Name, [], [], isTest: false);
    }

    private UncheckedNameNode Unchecked(string root, string[] fields, Qualifier[] qualifiers, bool isTest)
    {
        List<string> names = [];
        List<int> selected = [];
        for (var count = isTest ? fields.Length - 1 : fields.Length; count >= 0; count--)
        {
            var name = string.Join('.', [root, .. fields[..count]]);
            foreach (var candidate in ContainerNames.Candidates(Declarations.Container, name))
            {
                names.Add(candidate);
                selected.Add(count);
            }
        }
        return new([.. names], [.. selected], qualifiers, isTest, Declarations);
    }

    private Node BuildSelect(SelectExpr select)
    {
        if (select.Reference is { } reference)
        {
            return BuildReference(reference);
        }
        if (TryUncheckedPath(select) is { } path)
        {
            return path;
        }
        return Extend(Build(select.Operand), new FieldQualifier(new(select.Field), isOptional: false, _options.IsStrictTest), select.IsTest);
    }

    /// <summary>A dotted name that starts with an identifier nothing is known of.</summary>
    private UncheckedNameNode? TryUncheckedPath(SelectExpr select)
    {
        List<string> fields = [];
        Expr at = select;
        while (at is SelectExpr { Reference: null } step && (!step.IsTest || ReferenceEquals(step, select)))
        {
            fields.Insert(0, step.Field);
            at = step.Operand;
        }
        if (at is not IdentifierExpr { Reference: null } root || FindLocal(root.Name) is not null)
        {
            return null;
        }
        Qualifier[] qualifiers = [.. fields.Select(f => new FieldQualifier(new(f), isOptional: false, _options.IsStrictTest))];
        return Unchecked(root.Name, [.. fields], qualifiers, select.IsTest);
    }

    private static AttributeNode Extend(Node operand, Qualifier qualifier, bool isTest)
    {
        var (root, qualifiers, cost) = operand switch
        {
            AttributeNode { IsTest: false } path => (path.Root, path.Qualifiers, path.BaseCost),
            ConditionalNode => (operand, [], 0),
            _ => (operand, Array.Empty<Qualifier>(), 1L),
        };
        return new(root, [.. qualifiers, qualifier], isTest ? cost - 1 : cost, isTest);
    }

    private ConditionalNode BuildConditional(Expr[] arguments) => new(Build(arguments[0]), Build(arguments[1]), Build(arguments[2]));

    private EqualityNode BuildEquality(Expr[] arguments, bool isNegated) => new(Build(arguments[0]), Build(arguments[1]), isNegated);

    private AttributeNode BuildIndex(Expr[] arguments, bool isOptional)
    {
        var operand = Build(arguments[0]);
        var key = Build(arguments[1]);
        Qualifier qualifier = key switch
        {
            ConstantNode { Value.Kind: ValueKind.String } text => new FieldQualifier(new(text.Value.AsString), isOptional, _options.IsStrictTest),
            ConstantNode constant => new ConstantQualifier(constant.Value, isOptional, _options.IsStrictTest),
            _ => new DynamicQualifier(key, isOptional, _options.IsStrictTest),
        };
        return Extend(operand, qualifier, isTest: false);
    }

    private Node BuildCall(CallExpr call)
    {
        var target = call.IsTargetPartOfName ? null : call.Target;
        var name = call.Declaration?.Name ?? call.Function;
        switch (name)
        {
            case Operators.And or Operators.Or:
                return new LogicalNode(BuildAll(call.Arguments), deciding: name == Operators.Or);
            case Operators.Conditional:
                return BuildConditional(call.Arguments);
            case Operators.Equal or Operators.NotEqual:
                return BuildEquality(call.Arguments, name == Operators.NotEqual);
            case Operators.Index:
                return BuildIndex(call.Arguments, isOptional: false);
            case Operators.OptionalIndex or Operators.OptionalSelect:
                return BuildIndex(call.Arguments, isOptional: true);
            case Operators.NotStrictlyFalse:
                return new NotStrictlyFalseNode(Build(call.Arguments[0]));
            case "or" or "orValue" when target is not null && call.Arguments.Length == 1 && call.Overloads.All(o => o.Id.StartsWith("optional_or", StringComparison.Ordinal)):
                return new OptionalOrNode(Build(target), Build(call.Arguments[0]), name == "orValue", _options.AreOptionalsChecked);
            default:
                return BuildFunction(call, target);
        }
    }

    private Node BuildFunction(CallExpr call, Expr? target)
    {
        var declaration = call.Declaration;
        if (declaration is null && (declaration = FindUnchecked(call, ref target)) is null)
        {
            return new ConstantNode(CelError.Create($"unknown function: {call.Function}"));
        }
        if (TryCollect(declaration.Name, call) is { } collecting)
        {
            return collecting;
        }
        var arguments = BuildAll(target is null ? call.Arguments : [target, .. call.Arguments]);
        var isMember = target is not null;
        Overload[] overloads = call.Overloads.Count > 0 ? [.. call.Overloads] : [.. declaration.Overloads.Where(o => o.IsMember == isMember && o.Parameters.Count == arguments.Length)];
        return Fold(call, declaration, overloads, arguments);
    }

    private FunctionDeclaration? FindUnchecked(CallExpr call, ref Expr? target)
    {
        if (target is not null && QualifiedName(target) is { } prefix && Declarations.FindFunction($"{prefix}.{call.Function}") is { } qualified)
        {
            target = null;
            return qualified;
        }
        return Declarations.FindFunction(call.Function);
    }

    private static string? QualifiedName(Expr expr) => expr switch
    {
        IdentifierExpr name => name.Name,
        SelectExpr { IsTest: false } select when QualifiedName(select.Operand) is { } prefix => $"{prefix}.{select.Field}",
        _ => null,
    };

    private Node Fold(CallExpr call, FunctionDeclaration declaration, Overload[] overloads, Node[] arguments)
    {
        if (overloads is [{ Id: "in_list" }] && arguments[1] is ConstantNode { Value: { Kind: ValueKind.List } list } && TryMembership(arguments[0], list) is { } membership)
        {
            return membership;
        }
        var (cost, needsResult) = CostOf(declaration, overloads);
        overloads = [.. overloads.Select(o => Specialize(call, o, arguments))];
        var node = new CallNode(arguments, new(declaration.Name, overloads, cost, needsResult));
        return IsConversion(declaration.Name) && arguments is [ConstantNode] ? Evaluate(call, node) : node;
    }

    private static (CallCost? Cost, bool NeedsResult) CostOf(FunctionDeclaration declaration, Overload[] overloads)
    {
        var only = overloads.Length == 1 ? overloads[0] : null;
        // Costs count on the arguments of the overloads: a call that no overload can take has the ordinary one.
        return overloads.Length == 0 ? (null, false)
            : only is { CostIsFixed: true } ? (only.Cost, only.CostNeedsResult)
            : declaration.Cost is not null ? (declaration.Cost, declaration.CostNeedsResult)
            : (only?.Cost, only?.CostNeedsResult ?? false);
    }

    private Overload Specialize(CallExpr call, Overload overload, Node[] arguments)
    {
        if (overload.ConstantArgument is not { } position || overload.BindConstant is null || arguments.Length <= position || arguments[position] is not ConstantNode constant)
        {
            return overload;
        }
        var (body, problem) = overload.BindConstant(constant.Value);
        if (body is null)
        {
            return problem is null || !_options.RefusesFailingConstants ? overload : throw new PlanFailedException(call.Position, problem);
        }
        return new(overload.Id, overload.IsMember, [.. overload.Parameters], overload.Result, body);
    }

    private static bool IsConversion(string function) => function is "bool" or "bytes" or "double" or "duration" or "dyn" or "int" or "string" or "timestamp" or "type" or "uint";

    private Node Evaluate(CallExpr call, Node node)
    {
        var value = node.Evaluate(new Frame(0));
        if (!value.IsError)
        {
            return new ConstantNode(value);
        }
        return _options.RefusesFailingConstants ? throw new PlanFailedException(call.Position, value.AsError.Message) : node;
    }

    private static Node? TryMembership(Node item, in Value list)
    {
        if (list.ListCount == 0)
        {
            return new ConstantNode(Value.False);
        }
        List<Value> constants = [];
        for (var cursor = 0L; list.ListSource.MoveNext(list.Handle, ref cursor, out var constant);)
        {
            if (constant.Kind is not (ValueKind.Bool or ValueKind.Double or ValueKind.Int or ValueKind.Uint or ValueKind.String))
            {
                return null;
            }
            constants.Add(constant);
        }
        return new MembershipNode(item, constants);
    }

    /// <summary>Steps that only add to the accumulator of the loop around them do so in place.</summary>
    private Node? TryCollect(string function, CallExpr call)
    {
        if (call.Arguments is not [IdentifierExpr name, ..] || _locals.FindLast(l => l.Name == name.Name) is not { IsCollector: true } scope)
        {
            return null;
        }
        return (function, call.Arguments) switch
        {
            (Operators.Add, [_, ListExpr { Elements: [var item], HasOptional: false }]) => new AppendNode(scope.Node, Build(item)),
            (Parsing.TwoVariableMacros.Insert, [_, var key, var value]) => new InsertNode(scope.Node, Build(key), Build(value)),
            (Parsing.TwoVariableMacros.Insert, [_, var map]) => new InsertNode(scope.Node, Build(map), null),
            _ => null,
        };
    }

    private Node BuildList(ListExpr list)
    {
        var node = new ListNode(BuildAll(list.Elements), list.HasOptional ? list.Optional : null);
        return node.Elements.All(e => e is ConstantNode) ? FoldConstant(node) : node;
    }

    private Node BuildMap(MapExpr map)
    {
        Node[] keys = [.. map.Entries.Select(e => Build(e.Key))];
        Node[] values = [.. map.Entries.Select(e => Build(e.Value))];
        bool[]? optional = map.Entries.Any(e => e.IsOptional) ? [.. map.Entries.Select(e => e.IsOptional)] : null;
        var node = new MapNode(keys, values, optional, _options.AreKeysChecked);
        return keys.Concat(values).All(n => n is ConstantNode) ? FoldConstant(node) : node;
    }

    private static ConstantNode FoldConstant(Node node) => new ConstantNode(node.Evaluate(new Frame(0)));

    private Node BuildStruct(StructExpr message)
    {
        var name = message.ResolvedName ?? ContainerNames.Candidates(Declarations.Container, message.TypeName).FirstOrDefault(Declarations.KnowsMessage);
        if (name is null)
        {
            return new ConstantNode(CelError.Create($"unknown type: {message.TypeName}"));
        }
        if (Declarations.Types.FindMessage(name) is not { } type)
        {
            return new ObjectNode(name, [.. message.Fields.Select(f => (Value.Of(f.Name), Build(f.Value), f.IsOptional))]);
        }
        var fields = new List<(FieldType, Node, bool)>();
        foreach (var initializer in message.Fields)
        {
            if (type.Find(initializer.Name) is not { } field)
            {
                return new ConstantNode(CelError.Create($"no such field '{initializer.Name}'"));
            }
            fields.Add((field, Build(initializer.Value), initializer.IsOptional));
        }
        return new StructNode(type, [.. fields], Declarations.Types);
    }

    private FoldNode BuildFold(ComprehensionExpr comprehension)
    {
        var initial = Build(comprehension.Initial);
        var range = Build(comprehension.Range);
        var accumulator = _slots++;
        var first = _slots++;
        var second = comprehension.SecondVariable is null ? -1 : _slots++;
        var isCollector = comprehension.Initial is ListExpr { Elements.Length: 0 } or MapExpr { Entries.Length: 0 };
        _locals.Add(new(comprehension.Accumulator, new(accumulator, initial), isCollector));
        _locals.Add(new(comprehension.Variable, new(first, null), false));
        if (comprehension.SecondVariable is { } secondName)
        {
            _locals.Add(new(secondName, new(second, null), false));
        }
        var condition = Build(comprehension.Condition);
        var step = Build(comprehension.Step);
        _locals.RemoveRange(_locals.Count - (second < 0 ? 1 : 2), second < 0 ? 1 : 2);
        var result = Build(comprehension.Result);
        _locals.RemoveAt(_locals.Count - 1);
        return new(range, accumulator, first, second, condition, step, result);
    }

    private sealed record LocalScope(string Name, LocalNode Node, bool IsCollector);
}
