using System.Collections.Immutable;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.Exceptions;

/// <param name="Standing">What still refuses, those whose exception has ended with a word of it.</param>
public sealed record ExcusedViolations(ImmutableArray<Violation> Standing, ImmutableArray<ExcusedViolation> Excused);
