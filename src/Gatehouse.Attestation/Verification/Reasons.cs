using System.Collections.Frozen;
using System.Text.Json;

namespace Gatehouse.Attestation.Verification;

/// <summary>The stable texts of <see cref="FailureReason"/> and <see cref="VerificationStep"/>.</summary>
public static class Reasons
{
    private static readonly FrozenDictionary<FailureReason, string> Codes =
        Enum.GetValues<FailureReason>().ToFrozenDictionary(r => r, r => JsonNamingPolicy.KebabCaseLower.ConvertName(r.ToString()));

    private static readonly FrozenDictionary<VerificationStep, string> Steps =
        Enum.GetValues<VerificationStep>().ToFrozenDictionary(s => s, s => JsonNamingPolicy.KebabCaseLower.ConvertName(s.ToString()));

    /// <summary>For example <c>signature-mismatch</c>.</summary>
    public static string Code(this FailureReason reason) => Codes[reason];

    /// <summary>For example <c>signature</c>.</summary>
    public static string Code(this VerificationStep step) => Steps[step];
}
