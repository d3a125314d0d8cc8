using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Gatehouse.Cel.Syntax;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Parsing;

/// <summary>Recursive descent over the grammar of the language definition; macros are expanded on the way up.</summary>
internal sealed class Parser
{
    private const string PrimaryStart = "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

    // How often the grammar may nest; what it nests through costs the stack of several methods each.
    private const int NestingLimit = 200;

    private static readonly FrozenSet<string> Reserved = new[]
    {
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly string _source;
    private readonly ParserOptions _options;
    private readonly IssueList _issues;
    private List<Token> _tokens = [];
    private int _at;
    private int _nesting;

    private Parser(string source, ParserOptions options, IssueList issues)
    {
        _source = source;
        _options = options;
        _issues = issues;
    }

    /// <summary>The syntax tree, or null with at least one issue.</summary>
    public static Expr? Parse(string source, ParserOptions options, IssueList issues)
    {
        if (source.Length > options.MaximumLength && Texts.CodePoints(source) > options.MaximumLength)
        {
            issues.Add(0, $"expression code point size exceeds limit: size: {Texts.CodePoints(source)}, limit {options.MaximumLength}");
            return null;
        }
        return new Parser(source, options, issues).Parse();
    }

    private Expr? Parse()
    {
        _tokens = new Lexer(_source, _issues).Read();
        if (!_issues.IsEmpty)
        {
            return null;
        }
        try
        {
            var expr = Expression();
            if (Current.Kind != TokenKind.End)
            {
                Fail(Current, $"Syntax error: extraneous input '{TextOf(Current)}' expecting <EOF>");
            }
            return _issues.IsEmpty ? expr : null;
        }
        catch (ParseFailedException)
        {
            return null;
        }
    }

    private Token Current => _tokens[_at];

    private string TextOf(Token token) => token.Kind == TokenKind.End ? "<EOF>" : IssueText.Quote(_source.Substring(token.Start, token.Length));

    private bool Is(char first, char second = '\0') => Current.Operator == Lexer.Pack(first, second);

    private bool Accept(char first, char second = '\0')
    {
        if (!Is(first, second))
        {
            return false;
        }
        _at++;
        return true;
    }

    private Token Expect(char punctuation)
    {
        var token = Current;
        if (!Accept(punctuation))
        {
            Fail(token, $"Syntax error: mismatched input '{TextOf(token)}' expecting '{punctuation}'");
        }
        return token;
    }

    [DoesNotReturn]
    private void Fail(Token token, string message)
    {
        _issues.Add(token.Start, message);
        throw new ParseFailedException();
    }

    private T Checked<T>(T expr)
        where T : Expr
    {
        if (expr.Depth > _options.MaximumDepth)
        {
            _issues.Add(expr.Position, $"expression recursion limit exceeded: {_options.MaximumDepth}");
            throw new ParseFailedException();
        }
        if (expr.Weight > _options.MaximumWeight)
        {
            _issues.Add(expr.Position, $"expression is too large: more than {_options.MaximumWeight} steps once macros are expanded");
            throw new ParseFailedException();
        }
        return expr;
    }

    private Expr Expression()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_nesting > NestingLimit)
        {
            Fail(Current, $"expression recursion limit exceeded: {NestingLimit}");
        }
        var condition = Logical(isOr: true);
        if (Is('?'))
        {
            var position = Current.Start;
            _at++;
            var whenTrue = Logical(isOr: true);
            Expect(':');
            var whenFalse = Expression();
            condition = Call(position, Operators.Conditional, condition, whenTrue, whenFalse);
        }
        _nesting--;
        return condition;
    }

    private CallExpr Call(int position, string function, params Expr[] arguments) => Checked(new CallExpr(function, null, arguments) { Position = position });

    // A chain of one operator is one call with many arguments: as deep as one, and evaluated in order all the same.
    private Expr Logical(bool isOr)
    {
        var first = isOr ? Logical(isOr: false) : Relation();
        var sign = isOr ? '|' : '&';
        if (!Is(sign, sign))
        {
            return first;
        }
        var position = Current.Start;
        List<Expr> terms = [first];
        while (Accept(sign, sign))
        {
            terms.Add(isOr ? Logical(isOr: false) : Relation());
        }
        return Call(position, isOr ? Operators.Or : Operators.And, [.. terms]);
    }

    private Expr Relation()
    {
        var left = Sum();
        while (RelationOperator() is { } function)
        {
            var position = Current.Start;
            _at++;
            left = Call(position, function, left, Sum());
        }
        return left;
    }

    private string? RelationOperator()
    {
        if (Current.Kind == TokenKind.In)
        {
            return Operators.In;
        }
        return Is('=', '=') ? Operators.Equal
            : Is('!', '=') ? Operators.NotEqual
            : Is('<') ? Operators.Less
            : Is('<', '=') ? Operators.LessOrEqual
            : Is('>') ? Operators.Greater
            : Is('>', '=') ? Operators.GreaterOrEqual
            : null;
    }

    private Expr Sum()
    {
        var left = Product();
        while (Is('+') || Is('-'))
        {
            var token = Current;
            _at++;
            left = Call(token.Start, token.Operator == '+' ? Operators.Add : Operators.Subtract, left, Product());
        }
        return left;
    }

    private Expr Product()
    {
        var left = Unary();
        while (Is('*') || Is('/') || Is('%'))
        {
            var token = Current;
            _at++;
            left = Call(token.Start, token.Operator switch { '*' => Operators.Multiply, '/' => Operators.Divide, _ => Operators.Modulo }, left, Unary());
        }
        return left;
    }

    private Expr Unary()
    {
        if ((!Is('!') && !Is('-')) || IsNegativeNumber())
        {
            return Member();
        }
        var (first, sign) = (Current, Current.Operator);
        var count = 0;
        while (Current.Operator == sign)
        {
            count++;
            _at++;
        }
        var operand = Member();
        return count % 2 == 0 ? operand : Call(first.Start, sign == '!' ? Operators.Not : Operators.Negate, operand);
    }

    private bool IsNegativeNumber() => Is('-') && _tokens[_at + 1].Kind is TokenKind.Int or TokenKind.Double;

    private Expr Member()
    {
        var expr = Primary();
        while (true)
        {
            if (Is('.'))
            {
                expr = Selection(expr);
            }
            else if (Is('['))
            {
                expr = Indexing(expr);
            }
            else if (Is('{') && QualifiedName(expr) is { } typeName)
            {
                expr = Structure(typeName);
            }
            else
            {
                return expr;
            }
        }
    }

    private Expr Selection(Expr operand)
    {
        var dot = Current;
        _at++;
        var isOptional = Accept('?');
        if (isOptional && !_options.HasOptionals)
        {
            Fail(dot, "unsupported syntax '.?'");
        }
        var token = Current;
        if (token.Kind is not (TokenKind.Identifier or TokenKind.EscapedIdentifier))
        {
            Fail(token, $"Syntax error: {(token.Kind == TokenKind.End ? "mismatched" : "no viable alternative at")} input '{TextOf(token)}'{(token.Kind == TokenKind.End ? " expecting IDENTIFIER" : "")}");
        }
        _at++;
        var field = FieldName(token);
        if (isOptional)
        {
            return Call(dot.Start, Operators.OptionalSelect, operand, new ConstantExpr(Value.Of(field)) { Position = token.Start });
        }
        if (token.Kind == TokenKind.Identifier && Is('('))
        {
            var open = Current.Start;
            return Expanded(open, field, operand, Arguments());
        }
        return Checked(new SelectExpr(operand, field) { Position = dot.Start });
    }

    private string FieldName(Token token)
    {
        if (token.Kind == TokenKind.Identifier)
        {
            return _source.Substring(token.Start, token.Length);
        }
        if (!_options.HasEscapedIdentifiers)
        {
            Fail(token, "unsupported syntax: '`'");
        }
        return _source.Substring(token.Start + 1, token.Length - 2);
    }

    private CallExpr Indexing(Expr operand)
    {
        var open = Expect('[');
        var isOptional = Accept('?');
        if (isOptional && !_options.HasOptionals)
        {
            Fail(open, "unsupported syntax '[?'");
        }
        var index = Expression();
        Expect(']');
        return Call(open.Start, isOptional ? Operators.OptionalIndex : Operators.Index, operand, index);
    }

    private static string? QualifiedName(Expr expr) => expr switch
    {
        IdentifierExpr name => name.Name,
        SelectExpr { IsTest: false } select when QualifiedName(select.Operand) is { } prefix => $"{prefix}.{select.Field}",
        _ => null,
    };

    private StructExpr Structure(string typeName)
    {
        var open = Expect('{');
        List<FieldInitializer> fields = [];
        while (!Is('}'))
        {
            var isOptional = OptionalMark();
            var token = Current;
            if (token.Kind is not (TokenKind.Identifier or TokenKind.EscapedIdentifier))
            {
                Fail(token, $"Syntax error: mismatched input '{TextOf(token)}' expecting {{'}}', ',', '`', IDENTIFIER}}");
            }
            _at++;
            var colon = Expect(':');
            fields.Add(new(colon.Start, FieldName(token), Expression(), isOptional));
            if (!Accept(','))
            {
                break;
            }
        }
        Expect('}');
        return Checked(new StructExpr(typeName, [.. fields]) { Position = open.Start });
    }

    private bool OptionalMark()
    {
        var token = Current;
        if (!Accept('?'))
        {
            return false;
        }
        if (!_options.HasOptionals)
        {
            Fail(token, "unsupported syntax '?'");
        }
        return true;
    }

    private Expr[] Arguments()
    {
        Expect('(');
        List<Expr> arguments = [];
        if (!Is(')'))
        {
            do
            {
                arguments.Add(Expression());
            }
            while (Accept(','));
        }
        Expect(')');
        return [.. arguments];
    }

    private Expr Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                return Name(leadingDot: false);
            case TokenKind.Int or TokenKind.Uint or TokenKind.Double:
                return Number(token, isNegative: false);
            case TokenKind.String or TokenKind.Bytes:
                return Text(token);
            case TokenKind.True or TokenKind.False:
                _at++;
                return new ConstantExpr(Value.Of(token.Kind == TokenKind.True)) { Position = token.Start };
            case TokenKind.Null:
                _at++;
                return new ConstantExpr(Value.Null) { Position = token.Start };
        }
        if (IsNegativeNumber())
        {
            _at++;
            return Number(Current, isNegative: true);
        }
        if (Is('.'))
        {
            _at++;
            return Name(leadingDot: true);
        }
        if (Accept('('))
        {
            var inner = Expression();
            Expect(')');
            return inner;
        }
        return Is('[') ? List() : Is('{') ? Map() : Refuse(token);
    }

    [DoesNotReturn]
    private Expr Refuse(Token token)
    {
        Fail(token, $"Syntax error: mismatched input '{TextOf(token)}' expecting {PrimaryStart}");
        return null;
    }

    private Expr Name(bool leadingDot)
    {
        var token = Current;
        if (token.Kind != TokenKind.Identifier)
        {
            Fail(token, $"Syntax error: mismatched input '{TextOf(token)}' expecting IDENTIFIER");
        }
        _at++;
        var name = _source.Substring(token.Start, token.Length);
        if (Is('('))
        {
            var open = Current.Start;
            var arguments = Arguments();
            return Reserved.Contains(name)
                ? RefuseReserved(token, name)
                : Expanded(open, leadingDot ? $".{name}" : name, null, arguments);
        }
        if (Reserved.Contains(name))
        {
            return RefuseReserved(token, name);
        }
        return new IdentifierExpr(leadingDot ? $".{name}" : name) { Position = leadingDot ? token.Start - 1 : token.Start };
    }

    private IdentifierExpr RefuseReserved(Token token, string name)
    {
        _issues.Add(token.Start, $"reserved identifier: {name}");
        return new(name) { Position = token.Start };
    }

    private ConstantExpr Number(Token token, bool isNegative)
    {
        _at++;
        var text = _source.AsSpan(token.Start, token.Length);
        var value = default(Value);
        var (valid, kind) = token.Kind switch
        {
            TokenKind.Int => (Literals.TryInt(text, isNegative, out value), "int"),
            TokenKind.Uint => (Literals.TryUint(text, out value), "uint"),
            _ => (Literals.TryDouble(text, isNegative, out value), "double"),
        };
        if (!valid)
        {
            _issues.Add(isNegative ? token.Start - 1 : token.Start, $"invalid {kind} literal");
        }
        return new(value) { Position = isNegative ? token.Start - 1 : token.Start };
    }

    private ConstantExpr Text(Token token)
    {
        _at++;
        if (Literals.TryText(_source.Substring(token.Start, token.Length), token.Kind == TokenKind.Bytes, out var value) is { } problem)
        {
            Fail(token, problem);
        }
        return new(value) { Position = token.Start };
    }

    private ListExpr List()
    {
        var open = Expect('[');
        List<Expr> elements = [];
        List<bool> optional = [];
        while (!Is(']'))
        {
            optional.Add(OptionalMark());
            elements.Add(Expression());
            if (!Accept(','))
            {
                break;
            }
        }
        Expect(']');
        return Checked(new ListExpr([.. elements], [.. optional]) { Position = open.Start });
    }

    private MapExpr Map()
    {
        var open = Expect('{');
        List<MapEntry> entries = [];
        while (!Is('}'))
        {
            var isOptional = OptionalMark();
            var key = Expression();
            var colon = Expect(':');
            entries.Add(new(colon.Start, key, Expression(), isOptional));
            if (!Accept(','))
            {
                break;
            }
        }
        Expect('}');
        return Checked(new MapExpr([.. entries]) { Position = open.Start });
    }

    private Expr Expanded(int position, string function, Expr? target, Expr[] arguments)
    {
        var macro = _options.Macros.GetValueOrDefault(Macro.KeyOf(function, target is not null, arguments.Length))
            ?? _options.Macros.GetValueOrDefault(Macro.KeyOf(function, target is not null, Macro.Variadic));
        try
        {
            return Checked(macro?.Expand(new(position), target, arguments) ?? new CallExpr(function, target, arguments) { Position = position });
        }
        catch (MacroException e)
        {
            // Parsing goes on: all macros used wrongly are told at once.
            _issues.Add(e.Position, e.Message);
            return new ConstantExpr(Value.Null) { Position = position };
        }
    }
}
