namespace Gatehouse.Metadata.Filtering.Binding;

/// <summary>Ends the binding of one term; the binder notes it and goes on with the next.</summary>
internal sealed class BindingException(int offset, string message) : FormatException(message)
{
    public int Offset => offset;
}
