using System.Collections.Immutable;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>The rules about signed attributes that both formats share (signature specification, "Signed attributes"). All breaches are named.</summary>
internal static class ProtectedHeaderRules
{
    public static Outcome<SignedAttributes> Check(ProtectedHeader header)
    {
        var failures = new List<Failure>();
        CheckCritical(header, failures);
        var scheme = ReadScheme(header, failures);
        var time = scheme is { } known ? ReadSigningTime(header, known, failures) : null;
        if (failures.Count > 0)
        {
            return Outcome.Refuse<SignedAttributes>([.. failures]);
        }
        var critical = header.Critical!.Value;
        return new SignedAttributes
        {
            Scheme = scheme!.Value,
            SigningTime = time!.Value,
            Expiry = header.Expiry,
            Extended = [.. header.Extended.Select(a => a with { IsCritical = critical.Contains(a.Name) })],
        };
    }

    private static void CheckCritical(ProtectedHeader header, List<Failure> failures)
    {
        if (header.Critical is not { IsEmpty: false } critical)
        {
            failures.Add(Wrong("the protected header has no crit, or an empty one"));
            return;
        }
        foreach (var name in critical.GroupBy(n => n, StringComparer.Ordinal))
        {
            if (name.Count() > 1)
            {
                failures.Add(Wrong($"crit lists \"{Shown.Of(name.Key)}\" twice"));
            }
            if (!header.Names.Contains(name.Key))
            {
                failures.Add(Wrong($"crit lists \"{Shown.Of(name.Key)}\", which the protected header does not have"));
            }
        }
        foreach (var name in MustBeCritical(header).Where(n => !critical.Contains(n)))
        {
            failures.Add(Wrong($"\"{name}\" must be listed in crit"));
        }
    }

    private static IEnumerable<string> MustBeCritical(ProtectedHeader header) =>
    [
        NotationNames.SigningScheme,
        .. new[] { NotationNames.AuthenticSigningTime, NotationNames.Expiry, NotationNames.VerificationPlugin, NotationNames.VerificationPluginMinVersion }
            .Where(header.Names.Contains),
    ];

    private static SigningScheme? ReadScheme(ProtectedHeader header, List<Failure> failures)
    {
        switch (header.Scheme)
        {
            case NotationNames.X509:
                return SigningScheme.X509;
            case NotationNames.SigningAuthority:
                return SigningScheme.SigningAuthority;
            case null:
                failures.Add(Wrong($"\"{NotationNames.SigningScheme}\" is missing"));
                return null;
            default:
                failures.Add(new(FailureReason.Unsupported, VerificationStep.Parse, $"the signing scheme \"{Shown.Of(header.Scheme)}\" is not known"));
                return null;
        }
    }

    private static DateTimeOffset? ReadSigningTime(ProtectedHeader header, SigningScheme scheme, List<Failure> failures)
    {
        var (wanted, other) = (NotationNames.SigningTime, NotationNames.AuthenticSigningTime);
        var (time, forbidden) = (header.SigningTime, header.AuthenticSigningTime);
        if (scheme is SigningScheme.SigningAuthority)
        {
            (wanted, other, time, forbidden) = (other, wanted, forbidden, time);
        }
        if (time is null)
        {
            failures.Add(Wrong($"\"{wanted}\" is required by the scheme {NotationNames.Of(scheme)}"));
        }
        if (forbidden is not null)
        {
            failures.Add(Wrong($"\"{other}\" does not belong to the scheme {NotationNames.Of(scheme)}"));
        }
        return time;
    }

    private static Failure Wrong(string text) => new(FailureReason.Malformed, VerificationStep.Parse, text);
}
