namespace Gatehouse.Admission.Languages;

/// <summary>A language that policies about images are written in.</summary>
public interface IPolicyLanguage
{
    /// <summary>What all of its documents say together. Made once for each state of the stored documents; pure.</summary>
    IImageJudge Compile(PolicyDocuments documents);
}
