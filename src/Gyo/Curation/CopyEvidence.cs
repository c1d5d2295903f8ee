using Gyo.Imaging;

namespace Gyo.Curation;

/// <summary>How well two miniatures agree once one is laid on the other.</summary>
/// <param name="Correlation">Of brightness, over what overlaps; −1 to 1.</param>
/// <param name="EdgeCorrelation">Of the slopes of brightness; two figures on white agree in brightness, not in this.</param>
/// <param name="BlockCorrelation">The median over the blocks in which something is to be seen of the correlation of their slopes: text over a third does not lower it.</param>
/// <param name="Overlap">The share of the laid picture that lies on the other, 0 to 1.</param>
/// <param name="Texture">The share of the overlap's blocks in which something is to be seen, 0 to 1.</param>
internal readonly record struct CopyEvidence(float Correlation, float EdgeCorrelation, float BlockCorrelation, float Overlap, float Texture)
{
    private const int Side = PictureFingerprint.Side;
    private const int Block = 4;
    private const int Blocks = Side / Block;

    /// <summary>Slopes of less than this, in grey levels a cell on average over a block, are nothing to be seen.</summary>
    private const double Seen = 2.5;

    /// <summary>Blocks, of 64, in which something must be seen: with fewer, two simple figures agree by chance.</summary>
    private const int LeastSeen = 6;

    /// <summary>Less overlap says nothing of the rest.</summary>
    private const float LeastOverlap = 0.5f;

    /// <summary>How well they agree, in one number of 0 to 1; 0 when too little is to be seen to tell.</summary>
    /// <remarks>
    /// A logistic regression on the three correlations (2,000 pairs of each sort of characters38, bench/copies.cs) put 10.5 on blocks, 5.9 on edges
    /// and −1.6 on brightness; two to one without the last parts as well.
    /// </remarks>
    public float Agreement => Overlap < LeastOverlap || Texture * Overlap * Blocks * Blocks < LeastSeen ? 0 : Math.Clamp((EdgeCorrelation + 2 * BlockCorrelation) / 3, 0, 1);

    /// <summary>Measures it.</summary>
    /// <param name="whole">[32, 32], smooth.</param>
    /// <param name="piece">[32, 32], smooth.</param>
    /// <param name="place">Where the piece lies.</param>
    /// <param name="gain">What the piece's contrast is to be multiplied by.</param>
    public static CopyEvidence Of(ReadOnlySpan<float> whole, ReadOnlySpan<float> piece, Placement place, float gain)
    {
        Span<float> laid = stackalloc float[Side * Side];
        Span<bool> isLaid = stackalloc bool[Side * Side];
        Sums brightness = default;
        for (int i = 0; i < laid.Length; i++)
        {
            isLaid[i] = CopyAlignment.Sample(whole, place, i, out laid[i], out _, out _);
            if (isLaid[i])
            {
                brightness.Add(laid[i], piece[i]);
            }
        }

        Span<Sums> blocks = stackalloc Sums[Blocks * Blocks];
        Sums edges = default;
        for (int y = 1; y < Side - 1; y++)
        {
            for (int x = 1; x < Side - 1; x++)
            {
                int i = y * Side + x;
                if (isLaid[i] && isLaid[i - 1] && isLaid[i + 1] && isLaid[i - Side] && isLaid[i + Side])
                {
                    ref Sums block = ref blocks[y / Block * Blocks + x / Block];
                    Slopes(ref block, laid, piece, i, 1);
                    Slopes(ref block, laid, piece, i, Side);
                }
            }
        }

        Span<float> seen = stackalloc float[Blocks * Blocks];
        (int count, int all) = (0, 0);
        foreach (Sums block in blocks)
        {
            edges.Add(block);
            all += block.Count >= Block * Block ? 1 : 0; // half of the block, both slopes
            if (block.Count >= Block * Block && Math.Max(block.Aa, block.Bb * gain * gain) > Seen * Seen * block.Count)
            {
                seen[count++] = block.Cosine;
            }
        }

        seen[..count].Sort();
        return new CopyEvidence(
            brightness.Correlation,
            edges.Cosine,
            count == 0 ? 0 : (seen[(count - 1) / 2] + seen[count / 2]) / 2,
            (float)brightness.Count / laid.Length,
            all == 0 ? 0 : (float)count / all);
    }

    private static void Slopes(ref Sums sums, ReadOnlySpan<float> a, ReadOnlySpan<float> b, int i, int step) =>
        sums.Add((a[i + step] - a[i - step]) / 2, (b[i + step] - b[i - step]) / 2);

    private struct Sums
    {
        public int Count;
        public double A;
        public double B;
        public double Aa;
        public double Bb;
        public double Ab;

        public readonly float Cosine => Aa * Bb > 0 ? (float)(Ab / Math.Sqrt(Aa * Bb)) : 0;

        public readonly float Correlation
        {
            get
            {
                double spread = (Aa - A * A / Count) * (Bb - B * B / Count);
                return spread > 0 ? (float)((Ab - A * B / Count) / Math.Sqrt(spread)) : 0;
            }
        }

        public void Add(float a, float b)
        {
            Count++;
            A += a;
            B += b;
            Aa += a * a;
            Bb += b * b;
            Ab += a * b;
        }

        public void Add(Sums other)
        {
            Count += other.Count;
            A += other.A;
            B += other.B;
            Aa += other.Aa;
            Bb += other.Bb;
            Ab += other.Ab;
        }
    }
}
