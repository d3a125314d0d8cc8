namespace Gatehouse.Metadata.V1Beta1;

/// <summary>A value that v1beta1 and v1 write in different forms.</summary>
internal interface IValueConversion
{
    /// <returns>False when v1 has no such value; then nothing is written.</returns>
    bool TryToV1(WireField field, int v1Number, WireWriter v1);

    /// <returns>False when v1beta1 has no such value; then nothing is written.</returns>
    bool TryFromV1(WireField field, int v1Beta1Number, WireWriter v1Beta1);
}
