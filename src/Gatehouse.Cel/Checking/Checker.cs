using System.Runtime.CompilerServices;
using Gatehouse.Cel.Parsing;
using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Checking;

/// <summary>Finds the type of every expression, the variable of every name and the overloads of every call (language definition, "Gradual Type Checking").</summary>
internal sealed class Checker
{
    private readonly Declarations _declarations;
    private readonly IssueList _issues;
    private readonly TypeMatcher _types = new();
    private readonly List<(string Name, CelType Type)> _locals = [];
    private readonly List<Expr> _checked = [];

    private Checker(Declarations declarations, IssueList issues)
    {
        _declarations = declarations;
        _issues = issues;
    }

    public static CelType Check(Expr expr, Declarations declarations, IssueList issues)
    {
        var checker = new Checker(declarations, issues);
        checker.Visit(expr);
        foreach (var each in checker._checked)
        {
            each.Type = checker._types.Substitute(each.Type, unknownIsDyn: true);
        }
        return expr.Type;
    }

    private CelType Visit(Expr expr)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        expr.Type = expr switch
        {
            ConstantExpr constant => constant.Value.RuntimeType,
            IdentifierExpr name => CheckName(name),
            SelectExpr select => CheckSelect(select),
            CallExpr call => CheckCall(call),
            ListExpr list => CheckList(list),
            MapExpr map => CheckMap(map),
            StructExpr message => CheckStruct(message),
            ComprehensionExpr comprehension => CheckComprehension(comprehension),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        _checked.Add(expr);
        return expr.Type;
    }

    private CelType Undeclared(Expr expr, string name)
    {
        _issues.Add(expr.Position, $"undeclared reference to '{name}' (in container '{_declarations.Container}')");
        return CelType.Error;
    }

    private bool TryFindLocal(string name, out CelType type)
    {
        for (var i = _locals.Count - 1; i >= 0; i--)
        {
            if (_locals[i].Name == name)
            {
                type = _locals[i].Type;
                return true;
            }
        }
        type = CelType.Error;
        return false;
    }

    private CelType CheckName(IdentifierExpr name)
    {
        if (TryFindLocal(name.Name, out var local))
        {
            name.Reference = new(name.Name, default, IsLocal: true);
            return local;
        }
        if (!_declarations.TryFindName(name.Name, out var reference, out var type))
        {
            return Undeclared(name, name.Name);
        }
        name.Reference = reference;
        return type;
    }

    private static string? QualifiedName(Expr expr) => expr switch
    {
        IdentifierExpr name => name.Name,
        SelectExpr { IsTest: false } select when QualifiedName(select.Operand) is { } prefix => $"{prefix}.{select.Field}",
        _ => null,
    };

    private CelType CheckSelect(SelectExpr select)
    {
        if (!select.IsTest && QualifiedName(select) is { } qualified && !TryFindLocal(qualified[..qualified.IndexOf('.', 1)], out _)
            && _declarations.TryFindName(qualified, out var reference, out var type))
        {
            select.Reference = reference;
            return type;
        }
        var field = CheckField(select, select.Operand, select.Field, isOptional: false);
        return select.IsTest ? CelType.Bool : _types.Substitute(field, unknownIsDyn: false);
    }

    private CelType CheckField(Expr expr, Expr operand, string field, bool isOptional)
    {
        var operandType = _types.Substitute(Visit(operand), unknownIsDyn: false);
        isOptional |= operandType.IsOptional;
        var target = operandType.IsOptional ? operandType.First : operandType;
        var result = target.Kind switch
        {
            CelTypeKind.Map => target.Second,
            CelTypeKind.Message => FieldTypeOf(expr.Position, target.Name, field),
            CelTypeKind.TypeParameter => Dynamic(target),
            _ when target.IsDyn || target.Kind == CelTypeKind.Error => CelType.Dyn,
            _ => Unselectable(expr, target),
        };
        return isOptional ? CelType.Optional(result) : result;
    }

    private CelType Dynamic(CelType parameter)
    {
        _types.IsAssignable(CelType.Dyn, parameter);
        return CelType.Dyn;
    }

    private CelType Unselectable(Expr expr, CelType type)
    {
        _issues.Add(expr.Position, $"type '{type}' does not support field selection");
        return CelType.Dyn;
    }

    private CelType FieldTypeOf(int position, string message, string field)
    {
        if (_declarations.FindFieldType(message, field) is { } type)
        {
            return type;
        }
        _issues.Add(position, _declarations.KnowsMessage(message) ? $"undefined field '{field}'" : $"unexpected failed resolution of '{message}'");
        return CelType.Error;
    }

    private CelType CheckCall(CallExpr call)
    {
        if (call.Function == Operators.OptionalSelect)
        {
            return CheckOptionalSelect(call);
        }
        if (call.Target is null)
        {
            VisitAll(call.Arguments);
            return _declarations.FindFunction(call.Function) is { } function ? Resolve(call, function, null) : Undeclared(call, call.Function);
        }
        if (QualifiedName(call.Target) is { } prefix && !IsLocalPath(prefix) && _declarations.FindFunction($"{prefix}.{call.Function}") is { } qualified)
        {
            VisitAll(call.Arguments);
            call.IsTargetPartOfName = true;
            return Resolve(call, qualified, null);
        }
        VisitAll(call.Arguments);
        Visit(call.Target);
        return _declarations.FindFunction(call.Function) is { } member ? Resolve(call, member, call.Target) : Undeclared(call, call.Function);
    }

    private bool IsLocalPath(string path)
    {
        var dot = path.IndexOf('.', Math.Min(1, path.Length));
        return TryFindLocal(dot < 0 ? path : path[..dot], out _);
    }

    private void VisitAll(Expr[] expressions)
    {
        foreach (var expr in expressions)
        {
            Visit(expr);
        }
    }

    private CelType CheckOptionalSelect(CallExpr call)
    {
        if (call.Target is not null || call.Arguments is not [var operand, ConstantExpr { Value.Kind: ValueKind.String } field])
        {
            _issues.Add(call.Position, "unsupported optional field selection");
            return CelType.Error;
        }
        field.Type = CelType.String;
        return _types.Substitute(CheckField(call, operand, field.Value.AsString, isOptional: true), unknownIsDyn: false);
    }

    private CelType Resolve(CallExpr call, FunctionDeclaration function, Expr? target)
    {
        call.Declaration = function;
        CelType[] arguments = target is null ? [.. call.Arguments.Select(a => a.Type)] : [target.Type, .. call.Arguments.Select(a => a.Type)];
        if (function.Name is Operators.And or Operators.Or)
        {
            return CheckLogical(call, function);
        }
        List<Overload> matching = [];
        CelType? result = null;
        foreach (var overload in function.Overloads)
        {
            if (overload.IsMember != (target is not null) || overload.Parameters.Count != arguments.Length)
            {
                continue;
            }
            var (parameters, returned) = _types.Instantiate(overload);
            if (!_types.AreAssignable(arguments, parameters))
            {
                continue;
            }
            matching.Add(overload);
            returned = _types.Substitute(returned, unknownIsDyn: false);
            result = result is null ? returned : !result.IsDyn && !returned.Equals(result) ? CelType.Dyn : result;
        }
        call.Overloads = matching;
        return result ?? NoOverload(call, function.Name, arguments, target is not null);
    }

    private CelType CheckLogical(CallExpr call, FunctionDeclaration function)
    {
        call.Overloads = function.Overloads;
        foreach (var argument in call.Arguments)
        {
            if (!_types.IsAssignable(argument.Type, CelType.Bool))
            {
                Mismatch(argument, CelType.Bool, argument.Type);
            }
        }
        return CelType.Bool;
    }

    private CelType NoOverload(CallExpr call, string name, CelType[] arguments, bool isMember)
    {
        var types = arguments.Select(a => _types.Substitute(a, unknownIsDyn: true).ToString()).ToArray();
        var signature = isMember ? $"{types[0]}.({string.Join(", ", types[1..])})" : $"({string.Join(", ", types)})";
        _issues.Add(call.Position, $"found no matching overload for '{name}' applied to '{signature}'");
        return CelType.Error;
    }

    private void Mismatch(Expr at, CelType expected, CelType actual) =>
        _issues.Add(at.Position, $"expected type '{_types.Substitute(expected, unknownIsDyn: true)}' but found '{_types.Substitute(actual, unknownIsDyn: true)}'");

    private CelType Join(CelType? previous, CelType current)
    {
        if (previous is null)
        {
            return current;
        }
        return _types.IsAssignable(previous, current) ? TypeMatcher.MostGeneral(previous, current) : CelType.Dyn;
    }

    private CelType Unwrapped(Expr at, CelType type, bool isOptional)
    {
        if (!isOptional)
        {
            return type;
        }
        type = _types.Substitute(type, unknownIsDyn: false);
        if (type.IsOptional)
        {
            return type.First;
        }
        if (!type.IsDyn && type.Kind != CelTypeKind.TypeParameter)
        {
            Mismatch(at, CelType.Optional(type), type);
        }
        return type;
    }

    private CelType CheckList(ListExpr list)
    {
        CelType? joined = null;
        for (var i = 0; i < list.Elements.Length; i++)
        {
            var element = list.Elements[i];
            joined = Join(joined, Unwrapped(element, Visit(element), list.Optional[i]));
        }
        return CelType.List(joined ?? _types.NewParameter());
    }

    private CelType CheckMap(MapExpr map)
    {
        CelType? key = null, value = null;
        foreach (var entry in map.Entries)
        {
            key = Join(key, Visit(entry.Key));
            value = Join(value, Unwrapped(entry.Value, Visit(entry.Value), entry.IsOptional));
        }
        return CelType.Map(key ?? _types.NewParameter(), value ?? _types.NewParameter());
    }

    private CelType CheckStruct(StructExpr message)
    {
        var result = TypeOfStruct(message);
        foreach (var field in message.Fields)
        {
            var type = Unwrapped(field.Value, Visit(field.Value), field.IsOptional);
            var expected = message.ResolvedName is { } name && result.Kind != CelTypeKind.Error ? FieldTypeOf(field.Position, name, field.Name) : CelType.Error;
            if (!_types.IsAssignable(expected, type))
            {
                _issues.Add(field.Position, $"expected type of field '{field.Name}' is '{expected}' but provided type is '{_types.Substitute(type, unknownIsDyn: true)}'");
            }
        }
        return result;
    }

    private CelType TypeOfStruct(StructExpr message)
    {
        if (!_declarations.TryFindName(message.TypeName, out var reference, out var type))
        {
            return Undeclared(message, message.TypeName);
        }
        if (type.Kind != CelTypeKind.Type || type.Parameters.IsEmpty)
        {
            _issues.Add(message.Position, $"'{type.Name}' is not a type");
            return CelType.Error;
        }
        message.ResolvedName = reference.Name;
        if (_declarations.KnowsMessage(reference.Name))
        {
            return type.First;
        }
        _issues.Add(message.Position, $"'{type.First.Name}' is not a message type");
        return CelType.Error;
    }

    private CelType CheckComprehension(ComprehensionExpr comprehension)
    {
        var range = _types.Substitute(Visit(comprehension.Range), unknownIsDyn: false);
        var accumulated = Visit(comprehension.Initial);
        _locals.Add((comprehension.Accumulator, accumulated));
        var (first, second) = VariableTypes(comprehension, range);
        _locals.Add((comprehension.Variable, first));
        if (comprehension.SecondVariable is { } secondName)
        {
            _locals.Add((secondName, second));
        }
        Assert(comprehension.Condition, CelType.Bool);
        Assert(comprehension.Step, accumulated);
        _locals.RemoveRange(_locals.Count - (comprehension.SecondVariable is null ? 1 : 2), comprehension.SecondVariable is null ? 1 : 2);
        var result = _types.Substitute(Visit(comprehension.Result), unknownIsDyn: false);
        _locals.RemoveAt(_locals.Count - 1);
        return result;
    }

    private (CelType First, CelType Second) VariableTypes(ComprehensionExpr comprehension, CelType range)
    {
        switch (range.Kind)
        {
            case CelTypeKind.List:
                return comprehension.SecondVariable is null ? (range.First, CelType.Error) : (CelType.Int, range.First);
            case CelTypeKind.Map:
                return (range.First, range.Second);
            case CelTypeKind.TypeParameter or CelTypeKind.Dyn or CelTypeKind.Any or CelTypeKind.Error:
                _types.IsAssignable(CelType.Dyn, range);
                return (CelType.Dyn, CelType.Dyn);
            default:
                _issues.Add(comprehension.Range.Position, $"expression of type '{range}' cannot be range of a comprehension (must be list, map, or dynamic)");
                return (CelType.Error, CelType.Error);
        }
    }

    private void Assert(Expr expr, CelType expected)
    {
        var actual = Visit(expr);
        if (!_types.IsAssignable(expected, actual))
        {
            Mismatch(expr, expected, actual);
        }
    }
}
