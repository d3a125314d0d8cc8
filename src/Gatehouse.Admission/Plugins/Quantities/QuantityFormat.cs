namespace Gatehouse.Admission.Plugins.Quantities;

/// <summary>How a quantity was written and is printed.</summary>
public enum QuantityFormat
{
    /// <summary><c>12M</c>.</summary>
    DecimalSI,

    /// <summary><c>12e6</c>.</summary>
    DecimalExponent,

    /// <summary><c>12Mi</c>.</summary>
    BinarySI,
}
