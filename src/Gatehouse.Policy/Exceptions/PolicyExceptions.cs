using System.Collections.Immutable;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.Exceptions;

/// <summary>Takes what is excused out of what policies found. Pure.</summary>
public static class PolicyExceptions
{
    public static ExcusedViolations Apply(IEnumerable<Violation> violations, IReadOnlyCollection<PolicyException> exceptions, string @namespace, DateTimeOffset now)
    {
        var standing = ImmutableArray.CreateBuilder<Violation>();
        var excused = ImmutableArray.CreateBuilder<ExcusedViolation>();
        foreach (var violation in violations)
        {
            var named = exceptions.Where(e => e.Names(violation, @namespace)).OrderByDescending(e => e.Until).ThenBy(e => e.Name, StringComparer.Ordinal).FirstOrDefault();
            if (named is null)
            {
                standing.Add(violation);
            }
            else if (named.IsOver(now))
            {
                standing.Add(violation with { Detail = $"{violation.Detail} (the exception {named.Name} ended {named.Until:u})" });
            }
            else
            {
                excused.Add(new(violation, named));
            }
        }

        return new(standing.ToImmutable(), excused.ToImmutable());
    }
}
