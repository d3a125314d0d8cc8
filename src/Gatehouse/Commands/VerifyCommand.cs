using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Gatehouse.Admission.Registries;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Cosign;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Verification;
using Spectre.Console;

namespace Gatehouse.Host.Commands;

/// <summary>
/// <c>gatehouse verify IMAGE --key FILE…</c>, or <c>--certificate-identity … --certificate-oidc-issuer … --trusted-root FILE</c>: whether somebody signed an image, or stated something of it, in its registry.
/// Exit code 1 when nobody did, 3 when the registry does not answer.
/// </summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> Image = new("image") { Description = "The image, by digest or by a tag that is resolved first" };
    private static readonly Option<string[]> Keys = new("--key", "-k") { Description = "File with a public key (PEM); any of several suffices" };
    private static readonly Option<string> Identity = new("--certificate-identity") { Description = "Whose certificate: an address or a URI" };
    private static readonly Option<string> IdentityPattern = new("--certificate-identity-regexp") { Description = "Likewise, a regular expression over the whole name" };
    private static readonly Option<string> Issuer = new("--certificate-oidc-issuer") { Description = "Who vouches for that identity" };
    private static readonly Option<string> IssuerPattern = new("--certificate-oidc-issuer-regexp") { Description = "Likewise, a regular expression" };
    private static readonly Option<string> Root = new("--trusted-root") { Description = "File trusted_root.json of the sigstore instance" };
    private static readonly Option<string> Type = new("--type") { Description = "Look for statements of this predicate type (or cosign's short name) instead of signatures" };
    private static readonly Option<bool> IgnoreLog = new("--insecure-ignore-tlog") { Description = "A transparency log need not hold the signature; keys without a trusted root never ask for one" };
    private static readonly Option<OutputFormat> Output = new("--output", "-o") { Description = "How results are printed", DefaultValueFactory = _ => OutputFormat.Table };

    public static Command Create()
    {
        var command = new Command("verify", "Say who signed an image in its registry") { Image, Keys, Identity, IdentityPattern, Issuer, IssuerPattern, Root, Type, IgnoreLog, Output };
        command.Validators.Add(result =>
        {
            var isByKey = result.GetValue(Keys) is { Length: > 0 };
            var isByIdentity = Has(result.GetValue(Identity)) || Has(result.GetValue(IdentityPattern));
            if (isByKey == isByIdentity)
            {
                result.AddError("Say whose signature counts: either --key, or --certificate-identity with --certificate-oidc-issuer and --trusted-root.");
            }
            else if (isByIdentity && (!(Has(result.GetValue(Issuer)) || Has(result.GetValue(IssuerPattern))) || !Has(result.GetValue(Root))))
            {
                result.AddError("An identity is somebody only with --certificate-oidc-issuer, and certificates are good only under a --trusted-root.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var policy = PolicyOf(arguments);
        await using var registries = RegistryAccess.Open();
        var image = await FindImageAsync(arguments.GetValue(Image)!, registries.Registry, cancellationToken);
        var evidence = await registries.Registry.ReadEvidenceAsync(image, EvidencePlace.Beside, cancellationToken);
        var outcome = arguments.GetValue(Type) is { Length: > 0 } type
            ? CosignVerifier.VerifyAttestations(evidence.Repository, image.Digest!.Value, type, policy)
            : CosignVerifier.VerifySignatures(evidence.Repository, image.Digest!.Value, policy);
        Print(new Printer(arguments.GetValue(Output)), image, outcome);
        return outcome.Succeeded ? 0 : 1;
    }

    private static async Task<ImageReference> FindImageAsync(string text, IImageRegistry registry, CancellationToken cancellationToken)
    {
        if (!ImageReference.TryParse(text, out var image, out var error))
        {
            throw new CommandFailure($"\"{text}\" is no image: {error}");
        }

        return image.Digest is not null ? image : ImageReference.Parse($"{image.Name}@{await registry.ResolveAsync(image, cancellationToken)}");
    }

    private static CosignPolicy PolicyOf(ParseResult arguments)
    {
        var root = arguments.GetValue(Root) is { Length: > 0 } file ? Take(TrustedRoot.Parse(Read(file)), file) : TrustedRoot.Empty;
        var signers = arguments.GetValue(Keys) is { Length: > 0 } keys
            ? BundlePolicy.ForKeyOnly([.. keys.SelectMany(k => Take(PublicKeys.FromPem(System.Text.Encoding.UTF8.GetString(Read(k))), k))])
            : BundlePolicy.For(new CertificateIdentity(MatchOf(arguments.GetValue(Issuer), arguments.GetValue(IssuerPattern)), MatchOf(arguments.GetValue(Identity), arguments.GetValue(IdentityPattern))));
        var wantsLog = !arguments.GetValue(IgnoreLog) && Has(arguments.GetValue(Root));
        return new() { Root = root, Signers = signers with { LogThreshold = wantsLog ? 1 : 0 } };
    }

    private static TextMatch MatchOf(string? exact, string? pattern)
    {
        try
        {
            return Has(exact) ? TextMatch.Exactly(exact!) : TextMatch.Matching(pattern!);
        }
        catch (ArgumentException exception)
        {
            throw new CommandFailure($"\"{pattern}\" is no regular expression: {exception.Message}");
        }
    }

    private static void Print(Printer printer, ImageReference image, Outcome<ImmutableArray<VerifiedImageSignature>> outcome)
    {
        ImmutableArray<VerifiedImageSignature> good = outcome.Succeeded ? outcome.Found : [];
        ImmutableArray<Failure> bad = outcome.Succeeded ? [] : outcome.Failures;
        var json = new JsonObject
        {
            ["image"] = $"{image.Name}@{image.Digest}",
            ["verified"] = new JsonArray([.. good.Select(Describe)]),
            ["failures"] = new JsonArray([.. bad.Select(f => new JsonObject { ["reason"] = f.Reason.ToString(), ["text"] = f.ToString() })]),
        };
        printer.Print(json, console => PrintTable(console, image, good, bad));
    }

    private static JsonObject Describe(VerifiedImageSignature signature) => new()
    {
        ["keyId"] = signature.Bundle.Signer.KeyId,
        ["identity"] = signature.Bundle.Signer.Identity,
        ["issuer"] = signature.Bundle.Signer.Issuer,
        ["time"] = signature.Bundle.Signer.Time?.ToString("O"),
        ["predicateType"] = signature.PredicateType,
    };

    private static void PrintTable(IAnsiConsole console, ImageReference image, ImmutableArray<VerifiedImageSignature> good, ImmutableArray<Failure> bad)
    {
        console.WriteLine($"{image.Name}@{image.Digest}");
        if (good.IsEmpty)
        {
            foreach (var failure in bad)
            {
                console.WriteLine($"refused: {failure}");
            }

            return;
        }

        var table = Printer.CreateTable("SIGNED BY", "ISSUER", "WHEN", "STATES");
        foreach (var signature in good)
        {
            var signer = signature.Bundle.Signer;
            table.AddRow(new Text(signer.Identity ?? signer.KeyId), new Text(signer.Issuer ?? ""), new Text(signer.Time?.ToString("u") ?? "not proven"), new Text(signature.PredicateType ?? "the image"));
        }

        console.Write(table);
    }

    private static bool Has(string? text) => !string.IsNullOrEmpty(text);

    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"cannot read \"{file}\": {exception.Message}");
        }
    }

    private static T Take<T>(Outcome<T> outcome, string file)
        where T : notnull =>
        outcome.Succeeded ? outcome.Value : throw new CommandFailure($"\"{file}\" cannot be used: {string.Join("; ", outcome.Failures.Select(f => f.Text))}");
}
