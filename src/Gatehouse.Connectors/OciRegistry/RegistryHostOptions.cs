using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>One registry.</summary>
public sealed class RegistryHostOptions
{
    /// <summary><c>HOST[:PORT]</c>, as images name it.</summary>
    [Required]
    public string Host { get; set; } = "";

    /// <summary>Where its content is looked for first, in this order: <c>HOST[:PORT][/PREFIX]</c>.</summary>
    public IList<string> Mirrors { get; } = [];

    /// <summary>File with the certificates (PEM) of authorities that its certificate may be from; empty for those of the system.</summary>
    public string CertificateAuthorityFile { get; set; } = "";

    /// <summary>Asked without TLS. Registries on this machine are anyway.</summary>
    public bool PlainHttp { get; set; }
}
