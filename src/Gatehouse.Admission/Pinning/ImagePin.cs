using Gatehouse.Admission.Workloads;

namespace Gatehouse.Admission.Pinning;

/// <summary>An image by tag, and the same image by what the tag means now.</summary>
/// <param name="Pinned">As written, with the digest behind it: the tag stays for people.</param>
internal sealed record ImagePin(PodImage Image, string Pinned);
