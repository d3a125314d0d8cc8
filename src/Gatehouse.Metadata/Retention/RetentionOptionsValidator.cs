using Gatehouse.Grafeas.V1;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Retention;

/// <summary>Checks age limits; all mistakes together.</summary>
internal sealed class RetentionOptionsValidator : IValidateOptions<RetentionOptions>
{
    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        var kinds = CommonReflection.Descriptor.EnumTypes.Single(e => e.Name == nameof(NoteKind)).Values.Select(v => v.Name).ToHashSet();
        var mistakes = new List<string>();
        for (var i = 0; i < options.Occurrences.Count; i++)
        {
            var limit = options.Occurrences[i];
            if (limit.Kind != "*" && !kinds.Contains(limit.Kind))
            {
                mistakes.Add($"retention.occurrences[{i}].kind: \"{limit.Kind}\" is no kind; one of *, {string.Join(", ", kinds.Order())}");
            }

            if (limit.Days is < 0.01 or > 36_500)
            {
                mistakes.Add($"retention.occurrences[{i}].days: must be 0.01 to 36500, got {limit.Days}");
            }
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
