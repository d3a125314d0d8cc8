using Gatehouse.Metadata.Filtering;

namespace Gatehouse.Metadata.Paging;

/// <summary>What a list call asks for, as the wire has it.</summary>
/// <param name="Method">Name of the method; tokens of one do not open in another.</param>
/// <param name="Parent">What is listed under.</param>
public sealed record ListRequest(string Method, string Parent, string Filter, int PageSize, string PageToken, string OrderBy, FilterSchema Schema)
{
    /// <summary>What a page token is bound to.</summary>
    public string Binding => string.Join('\n', Method, Parent, Filter, OrderBy);
}
