using Gatehouse.Cel.Values;

namespace Gatehouse.Admission.AdmissionPolicies.Compilation;

/// <summary>A variable that is ready to be asked for.</summary>
internal sealed record CompiledVariable(MapKey Name, CompiledExpression Expression);
