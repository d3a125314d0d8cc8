using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Parsing;
using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Costs;

/// <summary>
/// Estimates what an expression costs before it runs, from types, literals and known sizes (cel-go, <c>checker/cost.go</c>). The estimate is an upper bound only as far as the sizes are.
/// </summary>
internal sealed class CostEstimator(ISizeEstimates? sizes, Func<string, string, CallOperands, CallEstimate?> functions, bool hasTestCost)
{
    private static readonly CostRange Step = CostRange.Of(1);
    private readonly Dictionary<Expr, string[]> _paths = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expr, CostRange> _sizes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expr, EntrySizes> _entries = new(ReferenceEqualityComparer.Instance);
    private readonly List<Local> _locals = [];

    private sealed record Local(string Name, string[] Path, CostRange? Size, EntrySizes? Entries);

    public CostRange Cost(Expr expr) => expr switch
    {
        IdentifierExpr name => CostOfName(name),
        SelectExpr select => CostOfSelect(select),
        CallExpr call => CostOfCall(call),
        ListExpr list => CostOfList(list),
        MapExpr map => CostOfMap(map),
        StructExpr message => message.Fields.Aggregate(CostRange.Of(Sizes.StructCreation), (sum, f) => sum + Cost(f.Value)),
        ComprehensionExpr loop => IsBinding(loop) ? CostOfBinding(loop) : CostOfLoop(loop),
        _ => default,
    };

    private Local? FindLocal(string name) => _locals.FindLast(l => l.Name == name);

    private string[] PathOf(Expr expr) => expr is IdentifierExpr name && FindLocal(name.Name) is { } local ? local.Path : _paths.GetValueOrDefault(expr) ?? [];

    private CostRange CostOfName(IdentifierExpr name)
    {
        _paths[name] = FindLocal(name.Name)?.Path ?? [name.Name];
        return Step;
    }

    private CostRange CostOfSelect(SelectExpr select)
    {
        if (select.Reference is not null)
        {
            _paths[select] = [select.Reference.Name];
            return Step;
        }
        var sum = Cost(select.Operand);
        if (select.IsTest)
        {
            return hasTestCost ? sum + Step : sum;
        }
        _paths[select] = [.. PathOf(select.Operand), select.Field];
        return select.Operand.Type.Kind is CelTypeKind.Map or CelTypeKind.Message or CelTypeKind.TypeParameter ? sum + Step : sum;
    }

    private CostRange CostOfList(ListExpr list)
    {
        var sum = CostRange.Of(Sizes.ListCreation);
        var item = new CostRange(list.Elements.Length == 0 ? 0 : ulong.MaxValue, 0);
        foreach (var element in list.Elements)
        {
            sum += Cost(element);
            item = item.Union(SizeOrUnknown(element));
        }
        _entries[list] = new(true, Step, item);
        return sum;
    }

    private CostRange CostOfMap(MapExpr map)
    {
        var sum = CostRange.Of(Sizes.MapCreation);
        var key = new CostRange(map.Entries.Length == 0 ? 0 : ulong.MaxValue, 0);
        var value = key;
        foreach (var entry in map.Entries)
        {
            sum += Cost(entry.Key) + Cost(entry.Value);
            key = key.Union(SizeOrUnknown(entry.Key));
            value = value.Union(SizeOrUnknown(entry.Value));
        }
        _entries[map] = new(false, key, value);
        return sum;
    }

    private static bool IsBinding(ComprehensionExpr loop) =>
        loop is { Range: ListExpr { Elements.Length: 0 }, Condition: ConstantExpr condition } && condition.Value.IsFalse && loop.Accumulator != MacroContext.Accumulator;

    private CostRange CostOfBinding(ComprehensionExpr loop)
    {
        var sum = Cost(loop.Range) + Cost(loop.Initial);
        Push(loop.Accumulator, loop.Initial);
        sum += Cost(loop.Result);
        CopySizes(loop, loop.Result);
        _locals.RemoveAt(_locals.Count - 1);
        return sum;
    }

    private void Push(string name, Expr expr) => _locals.Add(new(name, PathOf(expr), SizeOf(expr), EntriesOf(expr)));

    private void CopySizes(Expr to, Expr from)
    {
        SetSize(to, SizeOf(from));
        SetEntries(to, EntriesOf(from));
    }

    private CostRange CostOfLoop(ComprehensionExpr loop)
    {
        var sum = Cost(loop.Range) + Cost(loop.Initial);
        Push(loop.Accumulator, loop.Initial);
        var before = _locals.Count;
        PushVariables(loop);
        var turn = Cost(loop.Condition);
        turn = Cost(loop.Step) + turn;
        var stepEntries = EntriesOf(loop.Step);
        _locals.RemoveRange(before, _locals.Count - before);
        sum += Cost(loop.Result);
        _locals.RemoveAt(_locals.Count - 1);
        var count = SizeOrUnknown(loop.Range);
        switch (loop.Initial)
        {
            case ConstantExpr:
                SetSize(loop, SizeOf(loop.Initial));
                break;
            case ListExpr or MapExpr:
                SetSize(loop, count);
                SetEntries(loop, stepEntries);
                break;
        }
        return sum + (count * turn);
    }

    private void PushVariables(ComprehensionExpr loop)
    {
        var entries = EntriesOf(loop.Range);
        var isList = entries?.IsList ?? loop.Range.Type.Kind == CelTypeKind.List;
        var path = PathOf(loop.Range);
        var key = new Local(loop.Variable, [.. path, isList ? "@indices" : "@keys"], entries?.Key, null);
        if (loop.SecondVariable is { } second)
        {
            _locals.Add(key);
            _locals.Add(new(second, [.. path, isList ? "@items" : "@values"], entries?.Value, null));
        }
        else
        {
            _locals.Add(isList ? new(loop.Variable, [.. path, "@items"], entries?.Value, null) : key);
        }
    }

    private CostRange CostOfCall(CallExpr call)
    {
        if (call.Function == "dyn" && call.Arguments is [var only])
        {
            var cost = Cost(only) + Step;
            CopySizes(call, only);
            return cost;
        }
        CostRange[] arguments = [.. call.Arguments.Select(Cost)];
        var target = call.IsTargetPartOfName ? null : call.Target;
        var sum = target is null ? default : Cost(target);
        var function = call.Declaration?.Name ?? call.Function;
        var result = new CostRange(ulong.MaxValue, 0);
        CostRange? size = null;
        foreach (var overload in call.Overloads)
        {
            var (estimate, resultSize) = CostOfOverload(call, function, overload, target, arguments);
            result = result.Union(estimate);
            size = resultSize is { } known ? size?.Union(known) ?? known : size;
            if (overload.Id is "index_list" or "index_map")
            {
                size = EntriesOf(call.Arguments[0])?.Value ?? size;
                _paths[call] = [.. PathOf(call.Arguments[0]), overload.Id == "index_list" ? "@items" : "@values"];
            }
            size ??= SizeOf(call);
        }
        SetSize(call, size);
        return call.Overloads.Count == 0 ? sum : sum + result;
    }

    private (CostRange Cost, CostRange? Size) CostOfOverload(CallExpr call, string function, Overload overload, Expr? target, CostRange[] arguments)
    {
        var sum = arguments.Aggregate(default(CostRange), (a, b) => a + b);
        var operands = new CallOperands(target, call.Arguments, SizeOrUnknown, ItemSizeOf);
        if (functions(function, overload.Id, operands) is { } known)
        {
            return (known.Cost + sum, known.ResultSize);
        }
        switch (function)
        {
            case Operators.And or Operators.Or:
                return (new(arguments[0].Minimum, sum.Maximum), null);
            case Operators.Conditional:
                SetEntries(call, EntrySizes.Union(EntriesOf(call.Arguments[1]), EntriesOf(call.Arguments[2])));
                return (arguments[0] + arguments[1].Union(arguments[2]), operands.SizeOf(1).Union(operands.SizeOf(2)));
            case Operators.Add when overload.Id is "add_list" or "add_string" or "add_bytes":
                SetEntries(call, EntrySizes.Union(EntriesOf(call.Arguments[0]), EntriesOf(call.Arguments[1])));
                var joined = operands.SizeOf(0) + operands.SizeOf(1);
                return (sum + (overload.Id == "add_list" ? Step : joined.Times(Sizes.TextFactor)), joined);
        }
        var estimate = StandardEstimates.Of(function, overload.Id, operands);
        return (estimate.Cost + sum, estimate.ResultSize);
    }

    private void SetSize(Expr expr, CostRange? size)
    {
        if (size is { } known)
        {
            _sizes[expr] = known;
        }
    }

    private void SetEntries(Expr expr, EntrySizes? entries)
    {
        if (entries is not null)
        {
            _entries[expr] = entries;
        }
    }

    private EntrySizes? EntriesOf(Expr expr) => _entries.GetValueOrDefault(expr) ?? (expr is IdentifierExpr name ? FindLocal(name.Name)?.Entries : null);

    private CostRange SizeOrUnknown(Expr expr) => SizeOf(expr) ?? CostRange.Unknown;

    private CostRange? SizeOf(Expr expr)
    {
        if (_sizes.TryGetValue(expr, out var size))
        {
            return size;
        }
        if (LiteralSize(expr) is { } literal)
        {
            return literal;
        }
        if (sizes?.Estimate(KnownPath(PathOf(expr)), expr.Type) is { } estimated)
        {
            _sizes[expr] = estimated;
            return estimated;
        }
        return IsScalar(expr.Type) ? Step : expr is IdentifierExpr name ? FindLocal(name.Name)?.Size : null;
    }

    private static string[] KnownPath(string[] path) => path is [MacroContext.Accumulator, ..] ? [] : path;

    private CostRange? ItemSizeOf(Expr list) => list.Type.Parameters.IsEmpty ? null : sizes?.Estimate(PathOf(list) is { Length: > 0 } path ? [.. path, "@items"] : [], list.Type.First);

    private static CostRange? LiteralSize(Expr expr) => expr switch
    {
        ConstantExpr { Value.Kind: not ValueKind.Type } constant => CostRange.Of((ulong)Sizes.Of(constant.Value)),
        ListExpr list => CostRange.Of((ulong)list.Elements.Length),
        MapExpr map => CostRange.Of((ulong)map.Entries.Length),
        _ => null,
    };

    private static bool IsScalar(CelType type) =>
        type.Kind is CelTypeKind.Bool or CelTypeKind.Double or CelTypeKind.Duration or CelTypeKind.Int or CelTypeKind.Timestamp or CelTypeKind.Uint || (type.IsOptional && IsScalar(type.First));
}
