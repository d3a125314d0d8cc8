namespace Gatehouse.Manifests.Reading;

/// <summary>A place in a file; line and column count from 1, the column in UTF-16 units.</summary>
public readonly record struct Position(int Line, int Column)
{
    public static readonly Position Start = new(1, 1);

    public override string ToString() => $"{Line}:{Column}";
}
