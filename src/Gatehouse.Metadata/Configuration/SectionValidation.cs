using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Configuration;

/// <summary>Options that are checked before the server starts, with mistakes that name the option as operators write it.</summary>
public static class SectionValidation
{
    /// <summary>In the place of <c>ValidateDataAnnotations</c>, whose messages name classes instead.</summary>
    /// <param name="section">What the options are bound to, for example <c>limits</c>.</param>
    public static OptionsBuilder<TOptions> ValidateSection<TOptions>(this OptionsBuilder<TOptions> builder, string section)
        where TOptions : class
    {
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, SectionValidator<TOptions>>(_ => new(section)));
        return builder.ValidateOnStart();
    }
}
