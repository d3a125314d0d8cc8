using System.Collections.Immutable;
using System.Globalization;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Deployments;
using Gatehouse.Policy.Exceptions;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Admission.Policies.Gatehouse;

/// <summary>Fields that several of our own documents have.</summary>
internal static class GatehouseFields
{
    public static readonly ImmutableArray<string> ApiVersions = ["gatehouse/v1"];

    public static FieldReader? Spec(FieldReader root, string example)
    {
        var spec = root.Mapping("spec");
        if (spec is null)
        {
            root.Error("spec", $"a specification is expected, at least {example}");
        }

        return spec;
    }

    public static ImmutableArray<ClusterImageGlob> Globs(FieldReader fields, string name)
    {
        var globs = ImmutableArray.CreateBuilder<ClusterImageGlob>();
        foreach (var (i, text) in fields.Texts(name).Index())
        {
            if (ClusterImageGlob.TryParse(text, out var glob, out var error))
            {
                globs.Add(glob);
            }
            else
            {
                fields.Error($"{name}[{i}]", $"\"{text}\": {error}");
            }
        }

        return globs.ToImmutable();
    }

    public static ImmutableArray<NamePattern> Names(FieldReader fields, string name)
    {
        var texts = fields.Texts(name);
        foreach (var (i, _) in texts.Index().Where(t => t.Item.Length == 0))
        {
            fields.Error($"{name}[{i}]", "an empty name matches nothing");
        }

        return [.. texts.Select(t => new NamePattern(t))];
    }

    public static Principals Principals(FieldReader fields)
    {
        var accounts = Names(fields, "serviceAccounts");
        foreach (var (i, account) in accounts.Index().Where(a => !a.Item.ToString().Contains(':')))
        {
            fields.Error($"serviceAccounts[{i}]", $"\"{account}\" is not NAMESPACE:NAME");
        }

        var principals = new Principals(Names(fields, "users"), Names(fields, "groups"), accounts);
        fields.Finish();
        return principals;
    }

    /// <summary>The fields of an exception, wherever it stands.</summary>
    /// <param name="name">What messages call it.</param>
    public static PolicyException? Exception(FieldReader fields, string name)
    {
        var ids = fields.Texts("ids");
        if (ids.IsEmpty)
        {
            fields.Error("ids", "at least one id of a vulnerability (CVE-2024-1) or of a kind of violation (not-attested) is expected: an exception says what it excuses");
        }

        var until = Time(fields, "until");
        var exception = new PolicyException
        {
            Name = name,
            Ids = ids,
            Images = Globs(fields, "images"),
            Policies = Names(fields, "policies"),
            Namespaces = Names(fields, "namespaces"),
            Until = until ?? default,
            ApprovedBy = Required(fields, "approvedBy", "who approved it"),
            Reason = Required(fields, "reason", "why"),
            Ticket = fields.Text("ticket") ?? "",
        };
        fields.Finish();
        return until is null ? null : exception;
    }

    public static string Required(FieldReader fields, string name, string what)
    {
        var text = fields.Text(name) ?? "";
        if (text.Trim().Length == 0)
        {
            fields.Error(name, $"{what} is expected");
        }

        return text;
    }

    private static DateTimeOffset? Time(FieldReader fields, string name)
    {
        var text = fields.Text(name) ?? "";
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) && text.Length >= "2026-01-01".Length)
        {
            return time;
        }

        fields.Error(name, text.Length == 0 ? "a day or instant is expected: nothing is excused for good" : $"\"{text}\" is no instant, such as 2026-12-31 or 2026-12-31T18:00:00Z");
        return null;
    }
}
