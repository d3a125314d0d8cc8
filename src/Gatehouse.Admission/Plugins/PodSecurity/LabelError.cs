namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>A label of a namespace that says nothing.</summary>
public sealed record LabelError(string Label, string Value, string Expectation)
{
    public string Field => $"metadata.labels[{Label}]";

    public string Detail => $"Invalid value: {GoText.Quote(Value)}: {Expectation}";

    public override string ToString() => $"{Field}: {Detail}";
}
