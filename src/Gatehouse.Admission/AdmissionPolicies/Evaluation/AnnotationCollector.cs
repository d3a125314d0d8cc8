namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>The audit annotations of one policy: what several bindings and parameters say under one key stands side by side, each once.</summary>
internal sealed class AnnotationCollector
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    public void Add(string key, string value)
    {
        if (!_values.TryGetValue(key, out var values))
        {
            _values[key] = values = [];
        }

        if (!values.Contains(value))
        {
            values.Add(value);
        }
    }

    public IEnumerable<(string Key, string Value)> Values => _values.Select(v => (v.Key, string.Join(", ", v.Value)));
}
