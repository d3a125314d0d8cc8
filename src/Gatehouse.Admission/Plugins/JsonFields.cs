using System.Text.Json;

namespace Gatehouse.Admission.Plugins;

/// <summary>
/// Reads fields of an object that an API server has already checked. A field that is null, or of another type than its schema says, is as good as absent. Nothing here allocates
/// but <see cref="Text"/>.
/// </summary>
internal static class JsonFields
{
    extension(JsonElement element)
    {
        /// <returns>The field; <see cref="JsonValueKind.Undefined"/> when absent.</returns>
        public JsonElement Field(ReadOnlySpan<byte> name) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : default;

        public bool IsPresent => element.ValueKind != JsonValueKind.Undefined;

        /// <returns>The items of a list; none when it is no list.</returns>
        public JsonElement.ArrayEnumerator Items => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : default;

        public int ItemCount => element.ValueKind == JsonValueKind.Array ? element.GetArrayLength() : 0;

        public bool IsTrue(ReadOnlySpan<byte> name) => element.Field(name).ValueKind == JsonValueKind.True;

        public bool IsFalse(ReadOnlySpan<byte> name) => element.Field(name).ValueKind == JsonValueKind.False;

        public string Text(ReadOnlySpan<byte> name) => element.Field(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

        public bool Is(ReadOnlySpan<byte> text) => element.ValueKind == JsonValueKind.String && element.ValueEquals(text);

        public long? Integer(ReadOnlySpan<byte> name) => element.Field(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;
    }
}
