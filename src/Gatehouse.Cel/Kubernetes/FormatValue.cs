using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>A named format, <c>kubernetes.NamedFormat</c>: a validation and how long its pattern is taken to be by the cost model.</summary>
internal sealed class FormatValue(string name, int patternLength, Func<string, string[]> validate) : OpaqueValue
{
    public static readonly CelType FormatType = CelType.Opaque("kubernetes.NamedFormat");

    public string Name => name;

    public int PatternLength => patternLength;

    public override CelType Type => FormatType;

    public override bool EqualTo(OpaqueValue other) => ((FormatValue)other).Name == name;

    /// <summary>What is wrong with a text; empty when nothing is.</summary>
    public string[] Validate(string text) => validate(text);

    public override string ToString() => name;
}
