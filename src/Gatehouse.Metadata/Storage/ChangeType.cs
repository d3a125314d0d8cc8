namespace Gatehouse.Metadata.Storage;

public enum ChangeType
{
    Created = 1,
    Updated = 2,
    Deleted = 3,
}
