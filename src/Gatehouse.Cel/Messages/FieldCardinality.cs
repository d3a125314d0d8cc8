namespace Gatehouse.Cel.Messages;

public enum FieldCardinality
{
    Singular,
    Repeated,
    Map,
}
