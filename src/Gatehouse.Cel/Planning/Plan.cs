using Gatehouse.Cel.Evaluation;

namespace Gatehouse.Cel.Planning;

/// <summary>A program ready to run: its first step and how many slots its variables take.</summary>
internal sealed record Plan(Node Root, int Slots);
