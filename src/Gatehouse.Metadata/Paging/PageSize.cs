using Gatehouse.Metadata.Calls;

namespace Gatehouse.Metadata.Paging;

/// <summary>How many items a page has (AIP-158, but too large a size is an error, as the API this serves has it).</summary>
public static class PageSize
{
    /// <param name="defaultSize">Used for 0.</param>
    public static int Check(int requested, int defaultSize, int maximum, List<FieldError> errors)
    {
        if (requested < 0)
        {
            errors.Add(new("page_size", $"must not be negative, got {requested}"));
        }
        else if (requested > maximum)
        {
            errors.Add(new("page_size", $"must be at most {maximum}, got {requested}"));
        }

        return requested == 0 ? defaultSize : requested;
    }
}
