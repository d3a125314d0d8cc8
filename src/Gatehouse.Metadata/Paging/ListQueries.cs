using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Paging;

/// <summary>Turns list requests into queries and cursors into tokens.</summary>
public sealed class ListQueries(PageTokens tokens, IOptions<MetadataLimits> limits)
{
    /// <summary>Items of a page when the request does not say.</summary>
    private const int DefaultPageSize = 20;

    private readonly MetadataLimits _limits = limits.Value;

    /// <summary>Throws INVALID_ARGUMENT naming every mistake.</summary>
    public RecordQuery Prepare(ListRequest request, int defaultPageSize = DefaultPageSize)
    {
        var errors = new List<FieldError>();
        var query = new RecordQuery
        {
            Limit = PageSize.Check(request.PageSize, defaultPageSize, _limits.PageSize, errors),
            ScanLimit = _limits.ScanRows,
            Filter = ParseFilter(request.Filter, request.Schema, errors),
            Order = ParseOrder(request.OrderBy, request.Schema, errors),
            After = OpenToken(request, errors),
        };
        Errors.ThrowIfAny(errors);
        return query;
    }

    /// <returns>The token of the next page; empty when there is none.</returns>
    public string Seal(PageCursor? next, ListRequest request) => next is null ? "" : tokens.Seal(next, request.Binding);

    public FilterExpression? ParseFilter(string text, FilterSchema schema, List<FieldError> errors)
    {
        var limits = new FilterLimits { MaximumLength = _limits.FilterCharacters, MaximumDepth = _limits.FilterDepth };
        switch (FilterParser.Parse(text, schema, limits))
        {
            case FilterParseResult.Parsed parsed:
                return parsed.Expression;
            case FilterParseResult.Failed failed:
                errors.AddRange(failed.Errors.Select(e => new FieldError("filter", e.ToString())));
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static OrderTerm? ParseOrder(string text, FilterSchema schema, List<FieldError> errors)
    {
        if (text.Length == 0)
        {
            return null;
        }

        try
        {
            return OrderByParser.Parse(text, schema);
        }
        catch (FormatException exception)
        {
            errors.Add(new("order_by", exception.Message));
            return null;
        }
    }

    private PageCursor? OpenToken(ListRequest request, List<FieldError> errors)
    {
        if (request.PageToken.Length == 0)
        {
            return null;
        }

        if (tokens.TryOpen(request.PageToken, request.Binding, out var cursor))
        {
            return cursor;
        }

        errors.Add(new("page_token", "was not given out for this list: send the token of the page before, with the same parent, filter and order"));
        return null;
    }
}
