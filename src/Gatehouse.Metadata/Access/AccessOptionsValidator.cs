using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Access;

/// <summary>Checks what no attribute can say of the section <c>access</c>, and tells every mistake at once.</summary>
internal sealed class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var mistakes = new List<string>();
        for (var i = 0; i < options.Issuers.Count; i++)
        {
            mistakes.AddRange(options.Issuers[i].FindMistakes().Select(m => $"issuers[{i}].{m}"));
        }

        mistakes.AddRange(Repeated(options.Issuers.Select(o => o.Issuer)).Select(issuer => $"issuers: \"{issuer}\" is named twice; which of them counts would be unclear"));
        mistakes.AddRange(Repeated(options.Issuers.Select(o => o.Name)).Select(issuer => $"issuers: the name \"{issuer}\" is used twice; the principals of both would be the same"));
        mistakes.AddRange(options.ClientCertificates.FindMistakes().Select(m => $"clientCertificates.{m}"));
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes.Select(m => $"access.{m}"));
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> values) => values.GroupBy(v => v, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key);
}
