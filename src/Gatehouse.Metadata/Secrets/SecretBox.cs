using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Metadata.Secrets;

/// <summary>Keeps secrets unreadable in the store: AES-256-GCM under a key that is not in it. A secret is bound to its purpose and opens for no other.</summary>
public sealed class SecretBox(ReadOnlySpan<byte> key) : IDisposable
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly AesGcm _cipher = new(key, TagBytes);

    /// <summary>Reads the key of a file, or makes it (mode 0600). Replicas that share a store share this file.</summary>
    public static SecretBox Open(string file)
    {
        if (!File.Exists(file))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var stream = new FileStream(file, options);
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n"));
        }

        return new(Convert.FromBase64String(File.ReadAllText(file).Trim()));
    }

    public string Seal(string secret, string purpose)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var bytes = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceBytes));
        lock (_cipher)
        {
            _cipher.Encrypt(bytes.AsSpan(0, NonceBytes), plain, bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(purpose));
        }

        return Convert.ToBase64String(bytes);
    }

    /// <exception cref="CryptographicException">Sealed under another key or for another purpose.</exception>
    public string Unseal(string box, string purpose)
    {
        var bytes = Convert.FromBase64String(box);
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        lock (_cipher)
        {
            _cipher.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(purpose));
        }

        return Encoding.UTF8.GetString(plain);
    }

    public void Dispose() => _cipher.Dispose();
}
