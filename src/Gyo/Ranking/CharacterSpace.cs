using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Gyo.Ranking;

/// <summary>
/// What a gallery's own labels tell about vectors: in which directions pictures of one character differ (pose, light, background), and in
/// which the characters themselves. In its coordinates pictures of one character scatter about it with variance 1 in every direction, and
/// the characters scatter about the origin with the variances <see cref="Between"/>, independently.
/// </summary>
/// <remarks>
/// <para>
/// Probabilistic linear discriminant analysis with full covariances (the two-covariance model): Ioffe, "Probabilistic Linear Discriminant
/// Analysis", ECCV 2006; Brümmer and de Villiers, "The Speaker Partitioning Problem", Odyssey 2010. Vectors are first whitened by their
/// covariance within classes and brought to unit length, as Garcia-Romero and Espy-Wilson, "Analysis of i-vector Length Normalization",
/// Interspeech 2011, found that such a Gaussian model wants; what each step gains stands in docs/quality.md.
/// </para>
/// <para>
/// Covariances are shrunk as far as so few pictures ask (<see cref="Shrinkage"/>). Where no class has two pictures, or vectors are longer
/// than <see cref="MaxDimension"/>, no direction is told from another, and nearness in this space is the cosine about the pictures' centre.
/// Immutable; safe to share between threads.
/// </para>
/// </remarks>
public sealed class CharacterSpace
{
    /// <summary>Most dimensions whose covariances are looked at: beyond, few galleries know them, and their cubic cost is felt.</summary>
    public const int MaxDimension = 512;

    /// <summary>Most pictures that are looked at; of more, this many evenly chosen ones tell as much.</summary>
    public const int MaxPictures = 16384;

    /// <summary>Between over within variance where nothing is known of either: half of all difference is the character's.</summary>
    private const double UnknownBetween = 1;

    /// <summary>What shrunk estimates may leave of a between variance; at 0 a direction would tell nothing, which nobody knows for sure.</summary>
    private const double LeastBetween = 1e-3;

    private readonly float[] _centre; // [D]
    private readonly float[]? _whitening; // [D, D] row-major; null leaves directions as they are
    private readonly float[] _unitCentre; // [D], of whitened unit vectors
    private readonly float[]? _rotation; // [D, D] row-major; null is a multiple of the identity:
    private readonly float _scale = 1;
    private readonly float[] _between; // [D]
    private readonly float[] _weights; // [D], √(b / (1 + b))
    private readonly PictureOutlook?[] _outlooks = new PictureOutlook?[65]; // most characters have so few pictures; made when first asked for

    private CharacterSpace(double[] centre, float[]? whitening, double[] unitCentre, float[]? rotation, double scale, double[] between)
        : this(ToFloats(centre), whitening, ToFloats(unitCentre), rotation, (float)scale, ToFloats(between))
    {
    }

    private CharacterSpace(float[] centre, float[]? whitening, float[] unitCentre, float[]? rotation, float scale, float[] between)
    {
        _centre = centre;
        _whitening = whitening;
        _unitCentre = unitCentre;
        _rotation = rotation;
        _scale = scale;
        _between = between;
        _weights = [.. between.Select(b => (float)Math.Sqrt(b / (1.0 + b)))];
    }

    /// <summary>D, the length of vectors and coordinates.</summary>
    public int Dimension => _centre.Length;

    /// <summary>The variance b of the characters along each coordinate, above 0: [D].</summary>
    public IReadOnlyList<float> Between => _between;

    /// <summary>Whether labels told one direction from another.</summary>
    internal bool IsTaught => _whitening is not null || _rotation is not null;

    /// <summary>Fits the space to labelled vectors.</summary>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="labels">The character of each vector.</param>
    /// <param name="vectorOf">Gives the vector of a place in <paramref name="labels"/>: D floats of unit norm.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is below 1.</exception>
    /// <exception cref="ArgumentException">A vector is of another length.</exception>
    public static CharacterSpace Fit(int dimension, IReadOnlyList<string> labels, Func<int, ReadOnlyMemory<float>> vectorOf)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        int[] chosen = Chosen(labels.Count, MaxPictures);
        string[] chosenLabels = [.. chosen.Select(i => labels[i])];
        bool full = dimension <= MaxDimension;
        ClassMoments moments = ClassMoments.Of(dimension, chosenLabels, i => vectorOf(chosen[i]), full);
        double[] centre = chosen.Length == 0 ? new double[dimension] : moments.Centre();
        float[]? whitening = full && Whitens(moments) ? ToRows(InverseSquareRoot(Shrinkage.OracleApproximating(moments.Within(), moments.Freedom))) : null;

        float[] floatCentre = ToFloats(centre);
        float[][] unit = [.. chosen.Select(i => Unit(vectorOf(i).Span, floatCentre, whitening))];
        ClassMoments unitMoments = ClassMoments.Of(dimension, chosenLabels, i => unit[i], full);
        return chosen.Length == 0
            ? new CharacterSpace(centre, null, new double[dimension], null, Scale(1.0 / dimension), Uniform(dimension, UnknownBetween))
            : whitening is not null && Whitens(unitMoments) ? Discriminant(centre, whitening, unitMoments) : Spherical(centre, whitening, unitMoments);
    }

    /// <summary>Finds the coordinates of a vector.</summary>
    /// <param name="vector">D floats of unit norm.</param>
    /// <returns>D floats.</returns>
    /// <exception cref="ArgumentException">The vector is of another length.</exception>
    public float[] Project(ReadOnlySpan<float> vector)
    {
        if (vector.Length != Dimension)
        {
            throw new ArgumentException($"A vector of {vector.Length} numbers met a space of dimension {Dimension}.", nameof(vector));
        }

        float[] coordinates = Unit(vector, _centre, _whitening);
        TensorPrimitives.Subtract(coordinates, _unitCentre, coordinates);
        if (_rotation is not null)
        {
            return Multiply(_rotation, coordinates);
        }

        TensorPrimitives.Multiply(coordinates, _scale, coordinates);
        return coordinates;
    }

    /// <summary>
    /// The direction by which pictures are compared with pictures: coordinates weighted by how much of them is the character's, of unit
    /// length. The inner product of two directions is their similarity, −1 to 1.
    /// </summary>
    /// <param name="coordinates">D floats, as <see cref="Project"/> gave them.</param>
    /// <returns>D floats of unit norm.</returns>
    public float[] Direction(ReadOnlySpan<float> coordinates)
    {
        float[] direction = new float[Dimension];
        TensorPrimitives.Multiply(coordinates, _weights, direction);
        Normalize(direction);
        return direction;
    }

    /// <summary>Reads a space that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are no space, or end too soon.</exception>
    internal static CharacterSpace Read(BinaryReader reader) => BinaryForm.Read(reader, static r =>
    {
        int dimension = r.ReadCount(least: 1, bytesEach: sizeof(float));
        float[]? Matrix() => r.ReadBoolean() ? r.ReadNumbers<float>((long)dimension * dimension) : null;
        return new CharacterSpace(
            r.ReadNumbers<float>(dimension), Matrix(), r.ReadNumbers<float>(dimension), Matrix(), r.ReadSingle(), r.ReadNumbers<float>(dimension));
    });

    /// <summary>Writes the space so that <see cref="Read"/> gives one that is the same to the last bit.</summary>
    internal void Write(BinaryWriter writer)
    {
        writer.Write(Dimension);
        writer.WriteNumbers<float>(_centre);
        WriteMatrix(writer, _whitening);
        writer.WriteNumbers<float>(_unitCentre);
        WriteMatrix(writer, _rotation);
        writer.Write(_scale);
        writer.WriteNumbers<float>(_between);
    }

    /// <summary>What a number of pictures tells of a further one; the same for every character.</summary>
    internal PictureOutlook Outlook(int count) =>
        count < _outlooks.Length ? _outlooks[count] ??= new PictureOutlook(_between, count) : new PictureOutlook(_between, count);

    /// <summary>At most <paramref name="most"/> of the places 0 … count − 1, evenly spread.</summary>
    internal static int[] Chosen(int count, int most) =>
        count <= most ? [.. Enumerable.Range(0, count)] : [.. Enumerable.Range(0, most).Select(i => (int)((long)i * count / most))];

    private static void WriteMatrix(BinaryWriter writer, float[]? matrix)
    {
        writer.Write(matrix is not null);
        writer.WriteNumbers<float>(matrix);
    }

    private static bool Whitens(ClassMoments moments) => moments.Freedom > 0 && moments.Within().Trace() > 0; // copies of one picture tell nothing

    /// <summary>All directions alike: only how far pictures scatter is known, and within classes perhaps not even that.</summary>
    private static CharacterSpace Spherical(double[] centre, float[]? whitening, ClassMoments moments)
    {
        double[] unitCentre = moments.Centre();
        double total = moments.MeanSquareAbout(unitCentre);
        return new CharacterSpace(
            centre, whitening, unitCentre, null, Scale(total > 0 ? total : 1.0 / moments.Dimension), Uniform(moments.Dimension, UnknownBetween));
    }

    /// <summary>What brings the variance within characters to 1, if it is the guessed share of all there is.</summary>
    private static double Scale(double meanSquare) => Math.Sqrt((1 + UnknownBetween) / meanSquare);

    /// <summary>
    /// With W the covariance within and B that of the class means, W^−½·B·W^−½ = V·diag(λ)·Vᵀ: the coordinates are Vᵀ·W^−½(x − m), and the
    /// characters' variance along them λ, less what the scatter of the pictures leaves in a class mean.
    /// </summary>
    private static CharacterSpace Discriminant(double[] centre, float[] whitening, ClassMoments moments)
    {
        int dimension = moments.Dimension;
        Matrix<double> inverse = InverseSquareRoot(Shrinkage.OracleApproximating(moments.Within(), moments.Freedom));
        if (moments.Means.Length < 2)
        {
            return new CharacterSpace(centre, whitening, moments.Centre(), ToRows(inverse), 1, Uniform(dimension, UnknownBetween));
        }

        Matrix<double> between = Shrinkage.OracleApproximating(moments.Between(), moments.Means.Length - 1);
        var eigen = (inverse * between * inverse).Evd(Symmetricity.Symmetric);
        double left = moments.Counts.Average(n => 1.0 / n);
        double[] variances = [.. eigen.EigenValues.Select(value => Math.Max(value.Real - left, LeastBetween))];
        return new CharacterSpace(
            centre, whitening, moments.Centre(), ToRows(eigen.EigenVectors.TransposeThisAndMultiply(inverse)), 1, variances);
    }

    /// <summary>A vector as seen from the centre, whitened, of unit length.</summary>
    private static float[] Unit(ReadOnlySpan<float> vector, float[] centre, float[]? whitening)
    {
        float[] centred = new float[centre.Length];
        TensorPrimitives.Subtract(vector, centre, centred);
        float[] unit = whitening is null ? centred : Multiply(whitening, centred);
        Normalize(unit);
        return unit;
    }

    /// <summary>Brings a vector to unit length; the origin points nowhere, and becomes the first axis.</summary>
    private static void Normalize(float[] vector)
    {
        float norm = TensorPrimitives.Norm<float>(vector);
        if (norm == 0)
        {
            vector[0] = norm = 1;
        }

        TensorPrimitives.Divide(vector, norm, vector);
    }

    private static float[] Multiply(float[] rows, float[] vector)
    {
        float[] product = new float[vector.Length];
        for (int row = 0; row < product.Length; row++)
        {
            product[row] = TensorPrimitives.Dot<float>(rows.AsSpan(row * vector.Length, vector.Length), vector);
        }

        return product;
    }

    /// <summary>S^−½ of a covariance S, by its eigenvectors: several times faster here than a Cholesky factor and its inverse.</summary>
    private static Matrix<double> InverseSquareRoot(Matrix<double> covariance)
    {
        var eigen = covariance.Evd(Symmetricity.Symmetric);
        Matrix<double> scaled = eigen.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(eigen.EigenValues.Map(v => Math.Pow(v.Real, -0.25)));
        return scaled.TransposeAndMultiply(scaled);
    }

    private static float[] ToRows(Matrix<double> matrix) => [.. matrix.ToRowMajorArray().Select(v => (float)v)];

    private static float[] ToFloats(double[] values) => [.. values.Select(v => (float)v)];

    private static double[] Uniform(int count, double value) => [.. Enumerable.Repeat(value, count)];
}
