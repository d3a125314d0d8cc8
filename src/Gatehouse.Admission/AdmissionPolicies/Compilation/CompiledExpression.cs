using Gatehouse.Cel;

namespace Gatehouse.Admission.AdmissionPolicies.Compilation;

/// <summary>An expression that is ready to run, or why it is not.</summary>
/// <param name="Program">Null when there is a problem.</param>
/// <param name="Problem">In the words of the API server: <c>compilation failed: ERROR: …</c> or <c>must evaluate to bool but got dyn</c>.</param>
internal sealed record CompiledExpression(string Source, CelProgram? Program, string? Problem);
