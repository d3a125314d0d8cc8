using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Configuration;

/// <summary>Checks a section by <see cref="SectionRules"/>.</summary>
internal sealed class SectionValidator<TOptions>(string section) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        string[] mistakes = [.. SectionRules.Find(section, options)];
        return mistakes.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
