namespace Gyo.Training.Data;

/// <summary>Decides which pictures make up the batches of an epoch. The same seed and epoch give the same batches.</summary>
internal static class BatchSampler
{
    /// <summary>The epoch's batches of the recipe's kind, each a list of picture numbers.</summary>
    /// <param name="labels">The class, 0 … C−1, of every picture.</param>
    /// <param name="recipe">Gives kind and size.</param>
    /// <param name="random">The epoch's own source.</param>
    public static IReadOnlyList<int[]> Batches(int[] labels, Recipe recipe, Random random) => recipe.RandomBatches
        ? RandomBatches(labels.Length, recipe.BatchSize, random)
        : ClassBalanced(labels, recipe.ClassesPerBatch, recipe.PicturesPerClass, random);

    /// <summary>A shuffle of all pictures cut into batches; the last one may be smaller.</summary>
    public static IReadOnlyList<int[]> RandomBatches(int count, int batchSize, Random random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        return [.. order.Chunk(batchSize)];
    }

    /// <summary>
    /// P classes × K pictures a batch, as many batches as show about every picture once. Classes come in shuffled rounds, as do the
    /// pictures of a class, so that none is favoured; a class with fewer than K pictures repeats them.
    /// </summary>
    public static IReadOnlyList<int[]> ClassBalanced(int[] labels, int classesPerBatch, int picturesPerClass, Random random)
    {
        Deck[] pictures = [.. labels.Index().GroupBy(x => x.Item, x => x.Index).OrderBy(g => g.Key).Select(g => new Deck([.. g], random))];
        var classes = new Deck([.. Enumerable.Range(0, pictures.Length)], random);
        int perBatch = Math.Min(classesPerBatch, pictures.Length);
        int batches = (int)Math.Ceiling(labels.Length / (double)(perBatch * picturesPerClass));
        return
        [
            .. Enumerable.Range(0, batches).Select(_ =>
                classes.Draw(perBatch).SelectMany(c => pictures[c].Draw(picturesPerClass)).ToArray()),
        ];
    }

    /// <summary>Cards drawn in shuffled rounds: every card once before any comes again.</summary>
    private sealed class Deck(int[] cards, Random random)
    {
        private int _drawn = cards.Length;

        /// <summary>Draws different cards; only a deck of fewer cards than asked for repeats them.</summary>
        public List<int> Draw(int count)
        {
            var drawn = new List<int>(count);
            while (drawn.Count < count)
            {
                int card = Next();
                if (drawn.Count >= cards.Length || !drawn.Contains(card))
                {
                    drawn.Add(card);
                }
            }

            return drawn;
        }

        private int Next()
        {
            if (_drawn == cards.Length)
            {
                random.Shuffle(cards);
                _drawn = 0;
            }

            return cards[_drawn++];
        }
    }
}
