using Gatehouse.Metadata.Calls;

namespace Gatehouse.Metadata.Validation;

/// <summary>Collects the mistakes of one message; paths grow inwards.</summary>
internal readonly struct Checks(List<FieldError> errors, string path)
{
    public Checks At(string field) => new(errors, path.Length == 0 ? field : $"{path}.{field}");

    public Checks At(string field, int index) => At($"{field}[{index}]");

    public void Fail(string field, string description) => errors.Add(new(At(field).Path, description));

    public void Require(string field, bool present)
    {
        if (!present)
        {
            Fail(field, "is required");
        }
    }

    public void Require(string field, string text) => Require(field, text.Length > 0);

    /// <summary>Runs a check on every element of a repeated field.</summary>
    public void Each<T>(string field, IReadOnlyList<T> items, Action<Checks, T> check)
    {
        for (var i = 0; i < items.Count; i++)
        {
            check(At(field, i), items[i]);
        }
    }

    private string Path => path;
}
