using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary><c>signatureVerification</c>: the level and what is overridden of it.</summary>
internal static class VerificationLevelReader
{
    public static VerificationLevel Read(JsonObjectReader json)
    {
        TrustPolicyReader.RefuseOthers(json, "level", "override", "verifyTimestamp");
        var level = VerificationLevel.Find(json.RequiredString("level"));
        if (level is null)
        {
            json.Refuse("level", "is none of strict, permissive, audit and skip");
            return VerificationLevel.Strict;
        }
        if (json.OptionalObject("override") is not { } overrides)
        {
            return level;
        }
        if (level.SkipsAll && overrides.Element.EnumerateObject().Any())
        {
            json.Refuse("override", "has no meaning under the level skip");
        }
        return overrides.Element.EnumerateObject().Select(m => m.Name).Aggregate(level, (l, name) => Override(l, overrides, name));
    }

    private static VerificationLevel Override(VerificationLevel level, JsonObjectReader overrides, string name)
    {
        ValidationType? type = name switch
        {
            "authenticity" => ValidationType.Authenticity,
            "authenticTimestamp" => ValidationType.AuthenticTimestamp,
            "expiry" => ValidationType.Expiry,
            "revocation" => ValidationType.Revocation,
            _ => null,
        };
        if (type is not { } validation)
        {
            overrides.Refuse(Shown.Of(name), name == "integrity" ? "is always enforced" : "is none of authenticity, authenticTimestamp, expiry and revocation");
            return level;
        }
        if (FindAction(overrides.RequiredString(name), validation) is not { } action)
        {
            overrides.Refuse(name, validation is ValidationType.Revocation ? "is none of enforce, log and skip" : "is neither enforce nor log");
            return level;
        }
        return level with { Actions = level.Actions.SetItem(validation, action) };
    }

    private static ValidationAction? FindAction(string text, ValidationType validation) => text switch
    {
        "enforce" => ValidationAction.Enforce,
        "log" => ValidationAction.Log,
        "skip" when validation is ValidationType.Revocation => ValidationAction.Skip,
        _ => null,
    };
}
