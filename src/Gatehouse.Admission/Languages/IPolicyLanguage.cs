using System.Collections.Immutable;
using Gatehouse.Manifests.Kinds;

namespace Gatehouse.Admission.Languages;

/// <summary>A language that policies about images are written in: its kinds of documents, and what they say together.</summary>
public interface IPolicyLanguage
{
    ImmutableArray<IManifestKind> Kinds { get; }

    /// <summary>What the documents say. Made once for each state of the stored documents; pure.</summary>
    IImageJudge Compile(PolicyDocuments documents);
}
