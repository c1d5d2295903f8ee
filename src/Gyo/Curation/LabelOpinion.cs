namespace Gyo.Curation;

/// <summary>What the other pictures make of one.</summary>
/// <param name="Place">The picture.</param>
/// <param name="Own">How much it looks like its label rather than like anybody: the log-likelihood ratio in nats.</param>
/// <param name="Other">Who else it looks like most.</param>
/// <param name="OtherScore">How much, likewise.</param>
internal readonly record struct LabelOpinion(int Place, float Own, string Other, float OtherScore)
{
    /// <summary>How much more it looks like the other than like its label: below 0 the label is the best there is.</summary>
    public float Margin => OtherScore - Own;
}
