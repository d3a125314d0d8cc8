using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Kritis;

namespace Gatehouse.Policy.Tests.Kritis;

/// <summary>Valid minimums; a test states its difference.</summary>
internal static class Build
{
    public const string Image = "registry.shop.example/shop/web@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    public static ImageSecurityPolicy Policy() => new() { Namespace = "production", Name = "release" };

    public static ImageFacts Facts(params Finding[] findings) => new() { Image = Image, Container = "web", Findings = [.. findings], IsScanned = true };

    public static Finding Fixable(FindingSeverity severity, string id = "CVE-2024-1") =>
        new() { Note = $"projects/shop/notes/{id}", EffectiveSeverity = severity, Packages = [new("openssl", "3.0.11-1~deb12u1", "3.0.15-1~deb12u1")] };

    public static Finding Unfixable(FindingSeverity severity, string id = "CVE-2024-2") =>
        new() { Note = $"projects/shop/notes/{id}", EffectiveSeverity = severity, Packages = [new("zlib1g", "1:1.2.13", null)] };
}
