namespace Gyo.Evaluation;

/// <summary>The sizes of a <see cref="Split"/>; what <c>gyo eval --json</c> writes as <c>split</c>.</summary>
/// <param name="Characters">Characters in all.</param>
/// <param name="SeenCharacters">Characters that training sees.</param>
/// <param name="UnseenCharacters">Characters that only the gallery and the queries hold.</param>
/// <param name="Pictures">Pictures with a character.</param>
/// <param name="Unlabelled">Pictures without a character, left out.</param>
/// <param name="Training">Pictures trained on: the gallery pictures of the seen characters.</param>
/// <param name="Gallery">Pictures in the gallery.</param>
/// <param name="SeenQueries">Queries that show a seen character.</param>
/// <param name="UnseenQueries">Queries that show an unseen character.</param>
/// <param name="NearCopies">Queries dropped because the gallery holds nearly the same picture.</param>
public sealed record SplitCounts(
    int Characters,
    int SeenCharacters,
    int UnseenCharacters,
    int Pictures,
    int Unlabelled,
    int Training,
    int Gallery,
    int SeenQueries,
    int UnseenQueries,
    int NearCopies);
