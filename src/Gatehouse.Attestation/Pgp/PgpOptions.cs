namespace Gatehouse.Attestation.Pgp;

/// <summary>What is accepted of OpenPGP, and how much of it is read.</summary>
public sealed record PgpOptions
{
    public static PgpOptions Default { get; } = new();

    /// <summary>Whether a key may vouch for itself with SHA-1, as keys made before about 2014 do. False by default; signatures over data never may.</summary>
    public bool AcceptSha1SelfSignatures { get; init; }

    /// <summary>The most bytes of signed content, also after decompression; 1 MiB by default.</summary>
    public int ContentSizeBytes { get; init; } = 1 << 20;

    /// <summary>The most bytes of a key with all its signatures; 1 MiB by default.</summary>
    public int KeySizeBytes { get; init; } = 1 << 20;

    /// <summary>How many layers of compression are opened; 4 by default.</summary>
    public int Nesting { get; init; } = 4;

    /// <summary>The most packets of a message or key; 1,024 by default.</summary>
    public int Packets { get; init; } = 1024;

    /// <summary>The most signatures that are tried on one message; 64 by default.</summary>
    public int Signatures { get; init; } = 64;

    /// <summary>How far ahead of the judging clock a signer's clock may run; 5 minutes by default.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(5);
}
