namespace Gatehouse.Host.Commands;

/// <summary>How results are printed: tables for people, the rest for programs.</summary>
internal enum OutputFormat
{
    Table,
    Json,
    Yaml,
}
