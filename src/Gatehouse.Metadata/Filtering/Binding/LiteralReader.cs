using System.Globalization;
using Gatehouse.Artifacts.Spelling;
using Gatehouse.Metadata.Filtering.Syntax;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Metadata.Filtering.Binding;

/// <summary>Reads a literal as the type of the field it is compared with.</summary>
internal static class LiteralReader
{
    private static readonly FieldDescriptor ValueText = Value.Descriptor.FindFieldByNumber(Value.StringValueFieldNumber);
    private static readonly FieldDescriptor ValueNumber = Value.Descriptor.FindFieldByNumber(Value.NumberValueFieldNumber);
    private static readonly FieldDescriptor ValueBoolean = Value.Descriptor.FindFieldByNumber(Value.BoolValueFieldNumber);

    public static (ResolvedField Field, FilterValue Value) Read(ResolvedField field, FilterNode.Restriction node)
    {
        if (field.Message == Value.Descriptor)
        {
            field = KindOf(field, node.Literal);
        }

        return (field, field.IsText ? Text(node) : NotText(field, node));
    }

    /// <summary>The text that a <c>google.protobuf.Value</c> holds.</summary>
    public static ResolvedField TextOf(ResolvedField value) => value.Append(ValueText);

    /// <summary>The literal says which kind of value is meant: quoted is text.</summary>
    private static ResolvedField KindOf(ResolvedField value, LiteralNode literal) => value.Append(
        literal.IsQuoted ? ValueText
        : literal.Text is "true" or "false" ? ValueBoolean
        : NumberReader.TryRead(literal.Text, out _, out _) ? ValueNumber
        : ValueText);

    /// <summary>A <c>*</c> at an end is a wildcard for <c>=</c> and <c>!=</c>.</summary>
    private static FilterValue.Text Text(FilterNode.Restriction node)
    {
        var literal = node.Literal;
        if (node.Operator is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual) || !(literal.StarFirst || literal.StarLast))
        {
            return new(literal.Text);
        }

        var hasPlainStar = (!literal.StarFirst && literal.Text[0] == '*') || (!literal.StarLast && literal.Text[^1] == '*');
        return hasPlainStar
            ? throw EscapedStar(literal)
            : new(literal.Text, Wildcard: true);
    }

    /// <summary>A pattern has one mark for both of its ends.</summary>
    public static BindingException EscapedStar(LiteralNode literal) =>
        new(literal.Start, "a text with a wildcard * at one end cannot have a plain * at the other: use has_prefix");

    private static FilterValue NotText(ResolvedField field, FilterNode.Restriction node)
    {
        var leaf = field.Leaf!;
        var isOrdering = node.Operator is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual or ComparisonOperator.Contains);
        if (isOrdering && leaf.FieldType is (FieldType.Bool or FieldType.Bytes))
        {
            throw new BindingException(node.OperatorStart, $"\"{field.Path.Text}\" is {TypeName.Of(leaf)} and has no order: expected =, != or :");
        }

        return leaf.FieldType switch
        {
            FieldType.Bool => Boolean(field, node.Literal),
            FieldType.Bytes => Bytes(field, node.Literal),
            FieldType.Enum => Enum(field, node.Literal),
            FieldType.Message => Message(field, node),
            FieldType.Float or FieldType.Double => Number(field, node.Literal),
            _ => Integer(field, node.Literal),
        };
    }

    private static FilterValue.Boolean Boolean(ResolvedField field, LiteralNode literal) => literal.Text switch
    {
        "true" => new(true),
        "false" => new(false),
        _ => throw Mismatch(field, literal, "true or false"),
    };

    private static FilterValue.Bytes Bytes(ResolvedField field, LiteralNode literal)
    {
        var text = literal.Text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var buffer = new byte[(text.Length * 3 / 4) + 3];
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        return Convert.TryFromBase64String(padded, buffer, out var length)
            ? new(buffer.AsMemory(0, length))
            : throw Mismatch(field, literal, "base64");
    }

    private static FilterValue.EnumNumber Enum(ResolvedField field, LiteralNode literal)
    {
        var type = field.Leaf!.EnumType;
        if (type.FindValueByName(literal.Text) is { } known)
        {
            return new(known.Number);
        }

        if (int.TryParse(literal.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return new(number);
        }

        var nearest = NearestName.Find(literal.Text, type.Values.Select(v => v.Name));
        var hint = literal.Text is ['\'', ..] && !literal.IsQuoted ? "; single quotes do not quote, double quotes do" : "";
        throw Mismatch(field, literal, $"a name or number of {type.Name}; did you mean {nearest}?{hint}");
    }

    private static FilterValue.Number Number(ResolvedField field, LiteralNode literal)
    {
        if (!NumberReader.TryRead(literal.Text, out _, out var number))
        {
            throw Mismatch(field, literal, "a number");
        }

        if (field.Leaf!.FieldType == FieldType.Float && float.IsFinite((float)number))
        {
            number = (float)number;
        }

        return new(number + 0.0);
    }

    private static FilterValue Integer(ResolvedField field, LiteralNode literal) =>
        !NumberReader.TryRead(literal.Text, out var integer, out var number) ? throw Mismatch(field, literal, "a number")
        : integer is { } whole ? new FilterValue.Integer(whole)
        : new FilterValue.Number(number + 0.0);

    private static FilterValue Message(ResolvedField field, FilterNode.Restriction node)
    {
        var (message, literal) = (field.Message!, node.Literal);
        if (message == Timestamp.Descriptor)
        {
            return TimeReader.TryReadTimestamp(literal.Text, out var instant)
                ? new FilterValue.Timestamp(instant)
                : throw Mismatch(field, literal, "a time of RFC 3339 in quotes, as in \"2026-01-31T12:00:00Z\" or \"2026-01-31\"");
        }

        if (message == Duration.Descriptor)
        {
            return TimeReader.TryReadDuration(literal.Text, out var length)
                ? new FilterValue.Duration(length)
                : throw Mismatch(field, literal, "a length of time in seconds, as in \"3.5s\"");
        }

        var members = message.Fields.InDeclarationOrder().Take(6).Select(f => f.JsonName);
        throw new BindingException(node.OperatorStart, $"\"{field.Path.Text}\" is a message: compare one of its fields ({string.Join(", ", members)}), or ask whether it is set with {field.Path.Text}:*");
    }

    private static BindingException Mismatch(ResolvedField field, LiteralNode literal, string expected)
    {
        var found = literal.Text.Length <= 40 ? literal.Text : literal.Text[..40] + "…";
        return new(literal.Start, $"\"{field.Path.Text}\" is {TypeName.Of(field.Leaf!)}, \"{found}\" is not: expected {expected}");
    }
}
