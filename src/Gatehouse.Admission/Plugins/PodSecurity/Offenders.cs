namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>Who breaks a rule: the pod itself, containers, and the values they set.</summary>
internal sealed class Offenders
{
    private readonly List<string> _containers = [];
    private readonly SortedSet<string> _values = new(StringComparer.Ordinal);
    private bool _isPod;

    public string Field { get; private set; } = "";

    public int Count => _containers.Count;

    public IReadOnlyCollection<string> Values => _values;

    public string QuotedValues => GoText.JoinQuoted(_values);

    /// <summary><c>container "a"</c> or <c>containers "a", "b"</c>.</summary>
    public string Containers => $"{GoText.Plural("container", "containers", _containers.Count)} {GoText.JoinQuoted(_containers)}";

    /// <summary><c>pod and container "a"</c>.</summary>
    public string Setters => (_isPod, _containers.Count) switch
    {
        (true, 0) => "pod",
        (true, _) => $"pod and {Containers}",
        _ => Containers,
    };

    public void AddPod(string field) => (_isPod, Field) = (true, $"spec.{field}");

    public void Add(in ContainerView container, string field)
    {
        if (_containers.Count == 0 && !_isPod)
        {
            Field = $"{container.Path}.{field}";
        }

        _containers.Add(container.Name);
    }

    public void AddValue(string value) => _values.Add(value);
}
