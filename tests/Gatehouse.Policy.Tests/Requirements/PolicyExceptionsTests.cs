using CsCheck;
using Gatehouse.Policy.Exceptions;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.Tests.Requirements;

/// <summary>Exceptions, whatever violations and exceptions there are: nothing gets lost, and nothing is excused that none names.</summary>
public sealed class PolicyExceptionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Gen<string> Ids = Of("vulnerability-severity", "not-attested", "CVE-2026-1", "CVE-2026-2");
    private static readonly Gen<string> Images = Of($"registry.example/a@sha256:{new string('a', 64)}", "registry.example/b:1");

    private static readonly Gen<Violation> Violations = Gen.Select(Of("vulnerability-severity", "not-attested"), Ids, Images, Of("release", "other"))
        .Select((id, subject, image, policy) => new Violation(id, "", "", policy, "") { Subject = $"projects/p/notes/{subject}", Image = image });

    private static readonly Gen<PolicyException> Exceptions = Gen.Select(Ids.Array[1, 2], Of("", "registry.example/a@**", "registry.example/**"), Of("", "release", "*"), Gen.Int[-1, 1])
        .Select((ids, glob, policy, days) => new PolicyException
        {
            Name = "e",
            Ids = [.. ids],
            Images = glob.Length > 0 && ClusterImageGlob.TryParse(glob, out var parsed, out _) ? [parsed] : [],
            Policies = policy.Length == 0 ? [] : [new NamePattern(policy)],
            Until = Now.AddDays(days),
            ApprovedBy = "ann",
            Reason = "late",
        });

    private static Gen<string> Of(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    [Fact]
    public void Nothing_is_excused_that_no_exception_in_force_names_and_nothing_gets_lost() =>
        Gen.Select(Violations.Array[0, 5], Exceptions.Array[0, 4]).Sample((violations, exceptions) =>
        {
            var (standing, excused) = PolicyExceptions.Apply(violations, exceptions, "production", Now);
            Assert.Equal(violations.Length, standing.Length + excused.Length);
            Assert.All(excused, e => Assert.True(Now < e.Exception.Until && e.Exception.Names(e.Violation, "production")));
            Assert.All(standing, s => Assert.DoesNotContain(exceptions, e => Now < e.Until && e.Names(s, "production")));
        });

    [Fact]
    public void One_exception_more_never_refuses_more() =>
        Gen.Select(Violations.Array[0, 5], Exceptions.Array[0, 4], Exceptions).Sample((violations, exceptions, another) =>
            Assert.True(PolicyExceptions.Apply(violations, [.. exceptions, another], "production", Now).Standing.Length <= PolicyExceptions.Apply(violations, exceptions, "production", Now).Standing.Length));
}
