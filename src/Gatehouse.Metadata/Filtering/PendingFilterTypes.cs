// Stand-ins with the shape that callers expect: whoever brings the real filter parser deletes this file.
#pragma warning disable
using System.Collections.Immutable;
using Google.Protobuf.Reflection;
using Gatehouse.Metadata.Storage;
namespace Gatehouse.Metadata.Filtering;
public sealed class FilterLimits { public int MaximumLength { get; init; } public int MaximumDepth { get; init; } }
public sealed class FilterSchema { public static FilterSchema Notes = new(); public static FilterSchema Occurrences = new(); public static FilterSchema For(MessageDescriptor d) => new(); }
public sealed record FilterError(int Position, string Message);
public abstract record FilterParseResult { public sealed record Parsed(FilterExpression? Expression) : FilterParseResult; public sealed record Failed(ImmutableArray<FilterError> Errors) : FilterParseResult; }
public static class FilterParser { public static FilterParseResult Parse(string t, FilterSchema s, FilterLimits l) => new FilterParseResult.Parsed(null); }
public static class OrderByParser { public static OrderTerm Parse(string t, FilterSchema s) => throw new FormatException(); }
