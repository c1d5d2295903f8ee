namespace Gyo.Evaluation;

/// <summary>Queries that the report shows together.</summary>
/// <param name="Name">Heading of its column.</param>
/// <param name="Style">CSS class that gives its colour.</param>
/// <param name="Figures">Its figures; null if nothing was asked.</param>
/// <param name="Runs">The answers, run by run.</param>
internal sealed record QueryGroup(
    string Name, string Style, RetrievalFigures? Figures, IReadOnlyList<IReadOnlyList<QueryResult>> Runs);
