namespace Gatehouse.Cel.RegularExpressions;

/// <summary>The flags <c>(?imsU)</c>.</summary>
internal record struct Re2Flags(bool IgnoreCase, bool MultiLine, bool DotAll, bool Ungreedy);
