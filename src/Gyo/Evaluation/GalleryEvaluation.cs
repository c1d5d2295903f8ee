namespace Gyo.Evaluation;

/// <summary>
/// How well a gallery answers, measured on itself: each picture is asked as if it were not there, and as if nothing had been learned from its
/// character but its other pictures.
/// </summary>
/// <remarks>
/// The characters are dealt into folds. A fold's pictures are seen in a space that the other folds' characters make, and their confidences and
/// the bar for strangers come from the other folds, so nothing that judges a picture has seen its character. The gallery itself has, so it is a little better than this.
/// </remarks>
public sealed record GalleryEvaluation
{
    /// <summary>The model that was measured, by id.</summary>
    public required string ModelId { get; init; }

    /// <summary>How many characters the gallery holds.</summary>
    public required int Characters { get; init; }

    /// <summary>How many pictures have a character.</summary>
    public required int Labelled { get; init; }

    /// <summary>How many pictures were not asked because they are the only one of their character.</summary>
    public required int Alone { get; init; }

    /// <summary>How many pictures have no character.</summary>
    public required int Unlabelled { get; init; }

    /// <summary>How the pictures were answered; in a gallery of many only some of them are asked (<see cref="LeaveOneOut.EnoughQueries"/>), evenly chosen.</summary>
    public required IReadOnlyList<QueryResult> Queries { get; init; }

    /// <summary>The id of every picture that <see cref="Queries"/> names, by path.</summary>
    public required IReadOnlyDictionary<string, long> PictureIds { get; init; }

    /// <summary>How often the right character came first; null if nothing could be asked.</summary>
    public RetrievalFigures? Retrieval { get; init; }

    /// <summary>How well strangers are told from the known; null if nothing could be asked.</summary>
    public OpenSetFigures? OpenSet { get; init; }

    /// <summary>How true the confidences are; null if nothing could be asked.</summary>
    public CalibrationFigures? Calibration { get; init; }

    /// <summary>The three kinds of figures of queries.</summary>
    internal GalleryEvaluation Measured() => this with
    {
        Retrieval = RetrievalFigures.Of([[.. Queries.Select(q => q.Outcome)]]),
        OpenSet = OpenSetFigures.Of([[.. Queries.Select(q => q.OpenSet).OfType<OpenSetScores>()]]),
        Calibration = CalibrationFigures.Of([Queries]),
    };
}
