using System.Text.Json;

namespace Gatehouse.Admission.Plugins.Quantities;

/// <summary>Amounts by resource name (<c>cpu</c>, <c>memory</c>, <c>example.com/gpu</c>), in name order. Mutable while it is being summed up.</summary>
internal sealed class ResourceAmounts : SortedDictionary<string, Quantity>
{
    public ResourceAmounts()
        : base(StringComparer.Ordinal)
    {
    }


    /// <summary>Amounts that are none are left out: an API server has refused them before.</summary>
    public static ResourceAmounts Read(JsonElement list)
    {
        var amounts = new ResourceAmounts();
        if (list.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in list.EnumerateObject())
            {
                if (Quantity.TryParse(entry.Value.ToString(), out var amount, out _))
                {
                    amounts[entry.Name] = amount;
                }
            }
        }

        return amounts;
    }

    public void Add(ResourceAmounts others)
    {
        foreach (var (name, amount) in others)
        {
            this[name] = TryGetValue(name, out var own) ? own + amount : amount;
        }
    }

    public void RaiseTo(ResourceAmounts others)
    {
        foreach (var (name, amount) in others)
        {
            this[name] = TryGetValue(name, out var own) ? Quantity.Max(own, amount) : amount;
        }
    }
}
