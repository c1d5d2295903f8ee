namespace Gyo.Evaluation;

/// <summary>One character that a query was answered with.</summary>
/// <param name="Character">Its name.</param>
/// <param name="Similarity">Its similarity to the query, −1–1, higher is closer.</param>
/// <param name="Confidence">The ranker's confidence in it, 0–1.</param>
/// <param name="Evidence">Paths of its gallery pictures that speak for it, best first.</param>
public sealed record Answer(string Character, float Similarity, float Confidence, IReadOnlyList<string> Evidence);
