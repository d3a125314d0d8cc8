namespace Gatehouse.Policy.Patterns;

/// <summary>A pattern over images in one policy language. Printing it gives the text it was read from.</summary>
public interface IImagePattern
{
    /// <summary>Whether an image, as written in a workload, is meant.</summary>
    bool Matches(string image);
}
