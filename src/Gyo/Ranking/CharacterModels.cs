using System.Collections.Concurrent;

namespace Gyo.Ranking;

/// <summary>How much a picture looks like one character rather than like anybody.</summary>
/// <param name="Name">The character.</param>
/// <param name="Score">
/// The log-likelihood ratio in nats: above 0 speaks for this character, below 0 for somebody else. It weighs how many pictures there are.
/// </param>
public readonly record struct CharacterScore(string Name, float Score);

/// <summary>
/// Scores pictures against every character of a gallery at once: not by single pictures but by all that are there, each weighed as the
/// <see cref="CharacterSpace"/> tells.
/// </summary>
/// <remarks>Scores may be asked for while pictures are added or taken back, by one thread at a time.</remarks>
public sealed class CharacterModels
{
    private readonly CharacterModel _anybody;
    private readonly ConcurrentDictionary<string, CharacterModel> _models = new(StringComparer.Ordinal);

    /// <summary>Makes models without a picture.</summary>
    /// <param name="space">Whose coordinates they are in.</param>
    public CharacterModels(CharacterSpace space) => _anybody = CharacterModel.Anybody(space);

    /// <summary>Makes models of labelled vectors.</summary>
    /// <param name="space">Whose coordinates they are in.</param>
    /// <param name="labels">The character of each vector.</param>
    /// <param name="vectorOf">Gives the vector of a place in <paramref name="labels"/>: D floats of unit norm.</param>
    public static CharacterModels Of(CharacterSpace space, IReadOnlyList<string> labels, Func<int, ReadOnlyMemory<float>> vectorOf)
    {
        var models = new CharacterModels(space);
        for (int i = 0; i < labels.Count; i++)
        {
            models.Add(labels[i], space.Project(vectorOf(i).Span));
        }

        return models;
    }

    /// <summary>Adds a picture of a character.</summary>
    /// <param name="character">The character, known or new.</param>
    /// <param name="coordinates">The picture's, D floats.</param>
    public void Add(string character, ReadOnlySpan<float> coordinates) =>
        _models[character] = _models.GetValueOrDefault(character, _anybody).With(coordinates);

    /// <summary>Takes back a picture that was added; a character without another is forgotten.</summary>
    /// <param name="character">The character it was added to; one that is not known is left alone.</param>
    /// <param name="coordinates">The picture's, as they were added: D floats.</param>
    public void Remove(string character, ReadOnlySpan<float> coordinates)
    {
        if (!_models.TryGetValue(character, out CharacterModel? model))
        {
            return;
        }

        if (model.Count > 1)
        {
            _models[character] = model.Without(coordinates);
        }
        else
        {
            _models.TryRemove(character, out _);
        }
    }

    /// <summary>Scores a picture against every character.</summary>
    /// <param name="coordinates">The picture's, D floats.</param>
    /// <param name="own">
    /// Whose picture it is if it is among those that were added, and so should not speak for itself; that character is left out if it has
    /// no other.
    /// </param>
    /// <returns>The scores in no order.</returns>
    public CharacterScore[] Score(ReadOnlySpan<float> coordinates, string? own = null)
    {
        float anybody = _anybody.LogLikelihood(coordinates);
        List<CharacterScore> scores = new(_models.Count);
        foreach ((string name, CharacterModel known) in _models)
        {
            CharacterModel model = name == own ? known.Without(coordinates) : known;
            if (model.Count > 0)
            {
                scores.Add(new CharacterScore(name, model.LogLikelihood(coordinates) - anybody));
            }
        }

        return [.. scores];
    }

    /// <summary>Reads models that <see cref="Write"/> wrote.</summary>
    /// <param name="reader">At their first byte, over a stream of known length.</param>
    /// <param name="space">The space they were written in.</param>
    /// <exception cref="InvalidDataException">The bytes are no models of this space, or end too soon.</exception>
    internal static CharacterModels Read(BinaryReader reader, CharacterSpace space) => BinaryForm.Read(reader, r =>
    {
        var models = new CharacterModels(space);
        int[] counts = r.ReadNumbers<int>(r.ReadCount(least: 0, bytesEach: sizeof(int)));
        float[] sums = r.ReadNumbers<float>((long)counts.Length * space.Dimension); // [N, D]
        for (int i = 0; i < counts.Length; i++)
        {
            ReadOnlyMemory<float> sum = sums.AsMemory(i * space.Dimension, space.Dimension);
            if (counts[i] < 1 || !models._models.TryAdd(r.ReadString(), new CharacterModel(space, sum, counts[i])))
            {
                throw new InvalidDataException("The models of characters can't be read: one has no picture, or comes twice.");
            }
        }

        return models;
    });

    /// <summary>Writes the models so that <see cref="Read"/> gives models that score the same to the last bit. No picture may be added meanwhile.</summary>
    internal void Write(BinaryWriter writer)
    {
        (string Name, CharacterModel Model)[] models = [.. _models.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => (m.Key, m.Value))];
        writer.Write(models.Length);
        writer.WriteNumbers<int>([.. models.Select(m => m.Model.Count)]);
        Array.ForEach(models, m => writer.WriteNumbers(m.Model.Sum));
        Array.ForEach(models, m => writer.Write(m.Name));
    }
}
