namespace Gatehouse.Attestation.Certificates;

/// <summary>A closed interval of time; without an end it is open to the future.</summary>
public readonly record struct ValidityPeriod(DateTimeOffset Start, DateTimeOffset? End)
{
    public bool Contains(DateTimeOffset time) => time >= Start && (End is not { } end || time <= end);

    public override string ToString() => $"{Start:u} to {(End is { } end ? end.ToString("u", null) : "further notice")}";
}
