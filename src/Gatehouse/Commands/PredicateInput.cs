using System.Text.Json;
using Gatehouse.Attestation.Predicates;
using Gatehouse.Attestation.Statements;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Host.Commands;

/// <summary>What <c>attest --predicate FILE --type TYPE</c> claims of an image, checked as its type says.</summary>
internal sealed record PredicateInput(string Type, JsonElement Content)
{
    /// <param name="typeOrName">A predicate type, or the short name that cosign has for it.</param>
    /// <exception cref="CommandFailure">The file cannot be read, or is no predicate of the type: every mistake with its place.</exception>
    public static async Task<PredicateInput> ReadAsync(string file, string typeOrName, CancellationToken cancellationToken)
    {
        var type = PredicateTypes.Expand(typeOrName);
        if (!IsUri(type))
        {
            throw new CommandFailure($"\"{type}\" is no predicate type: a URI is expected, or a short name of cosign's such as slsaprovenance1, vuln, cyclonedx, openvex");
        }

        var content = Take(StrictJson.Parse(await InputFile.ReadAsync(file, cancellationToken), JsonLimits.Documents), file, type);
        if (content.ValueKind is not JsonValueKind.Object)
        {
            throw new CommandFailure($"\"{file}\" is no predicate: a JSON object is expected");
        }

        _ = Take(Predicate.Read(new(StatementVersion.V1, [], type, content)), file, type);
        return new(type, content);
    }

    /// <summary>A path counts as a URI of files elsewhere; here it is a mistake.</summary>
    private static bool IsUri(string type) => Uri.TryCreate(type, UriKind.Absolute, out var uri) && type.StartsWith($"{uri.Scheme}:", StringComparison.OrdinalIgnoreCase);

    private static T Take<T>(Outcome<T> outcome, string file, string type)
        where T : notnull =>
        outcome.Succeeded ? outcome.Value : throw new CommandFailure($"\"{file}\" is no predicate of {type}, nothing was signed:{string.Concat(outcome.Failures.Select(f => $"\n- {f.Text}"))}");
}
