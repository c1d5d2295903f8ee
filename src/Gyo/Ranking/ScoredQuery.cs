namespace Gyo.Ranking;

/// <summary>A query whose answer is known: what a temperature is fitted to.</summary>
/// <param name="Scores">The score of every character in the gallery, in any order.</param>
/// <param name="TrueCharacter">The true character's place in <paramref name="Scores"/>.</param>
internal sealed record ScoredQuery(float[] Scores, int TrueCharacter)
{
    /// <summary>The negative log-likelihood of the true character at a temperature.</summary>
    public double Surprise(double temperature)
    {
        double highest = Scores.Max();
        return Math.Log(Scores.Sum(s => Math.Exp((s - highest) / temperature))) - (Scores[TrueCharacter] - highest) / temperature;
    }
}
