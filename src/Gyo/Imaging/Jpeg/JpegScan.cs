namespace Gyo.Imaging.Jpeg;

/// <summary>Decodes the scan of a <see cref="JpegFile"/> to one <see cref="Plane"/> a colour.</summary>
internal static class JpegScan
{
    private const int BlockLength = BlockTransform.Side * BlockTransform.Side;

    /// <summary>
    /// How many more pixels of luminance are decoded than wanted: frequencies that a block leaves out are left out at its edges only roughly, and
    /// the resampling hides that if it has something left to do. 1.5: twice as near to a decoding of all pixels as 1 (docs/speed.md).
    /// </summary>
    private const double Reserve = 1.5;

    /// <summary>
    /// From this factor on libvips decodes at a smaller scale, where colours need no enlarging; below it they are as soft as that makes them, and
    /// so they are here: models were trained to it.
    /// </summary>
    private const int ShrunkByLibvips = 4;

    /// <summary>The most bits of the difference between two first coefficients at 8 bits a pixel (T.81, table F.1).</summary>
    private const int LargestDifference = 11;

    /// <summary>Where the coefficients of a block go, in the order they come in: horizontal frequency · 8 + vertical (T.81, figure A.6).</summary>
    private static readonly byte[] Places = new byte[BlockLength];

    /// <summary>One more than the highest frequency, on either axis, among the first coefficients.</summary>
    private static readonly byte[] Reaches = new byte[BlockLength];

    static JpegScan()
    {
        int i = 0;
        for (int diagonal = 0; diagonal < 2 * BlockTransform.Side - 1; diagonal++)
        {
            int shortest = Math.Max(0, diagonal - BlockTransform.Side + 1), longest = Math.Min(diagonal, BlockTransform.Side - 1);
            for (int step = shortest; step <= longest; step++, i++)
            {
                int across = diagonal % 2 == 0 ? step : diagonal - step;
                Places[i] = (byte)(across * BlockTransform.Side + diagonal - across);
                Reaches[i] = (byte)(longest + 1);
            }
        }
    }

    /// <summary>Decodes a scan.</summary>
    /// <param name="jpeg">What the file says before it.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="width">At least so many columns a plane is to have, if the picture has them.</param>
    /// <param name="height">At least so many rows.</param>
    /// <returns>A plane a colour, or null when the scan is not whole and sound to the last bit.</returns>
    public static Plane[]? Decode(JpegFile jpeg, ReadOnlySpan<byte> file, int width, int height)
    {
        int mostAcross = jpeg.Components.Max(c => c.Across), mostDown = jpeg.Components.Max(c => c.Down);
        int unitsAcross = Units(jpeg.Width, mostAcross), unitsDown = Units(jpeg.Height, mostDown);
        bool softens = Math.Min((double)jpeg.Width / width, (double)jpeg.Height / height) < ShrunkByLibvips;
        Plane[] planes = [.. jpeg.Components.Select(c => new Plane(
            Axis.Covering(jpeg.Width, c.Across, mostAcross, Wanted(c, width), unitsAcross, softens),
            Axis.Covering(jpeg.Height, c.Down, mostDown, Wanted(c, height), unitsDown, softens)))];
        if (ReadUnits(jpeg, file, planes, unitsAcross, unitsDown))
        {
            return planes;
        }

        Array.ForEach(planes, p => p.Dispose());
        return null;

        double Wanted(JpegComponent c, int pixels) => c == jpeg.Components[0] ? Reserve * pixels : pixels;
    }

    private static int Units(int pixels, int blocks)
    {
        int unit = blocks * BlockTransform.Side;
        return (pixels + unit - 1) / unit;
    }

    private static bool ReadUnits(JpegFile jpeg, ReadOnlySpan<byte> file, Plane[] planes, int unitsAcross, int unitsDown)
    {
        int units = unitsAcross * unitsDown;
        int unitsOfPart = jpeg.RestartInterval == 0 ? units : jpeg.RestartInterval;
        int parts = (units + unitsOfPart - 1) / unitsOfPart;
        using JpegData? data = JpegData.Read(file[jpeg.ScanStart..], parts);
        if (data is null || data.Parts != parts)
        {
            return false;
        }

        Channel[] channels = [.. jpeg.Components.Select((c, i) => new Channel(c, planes[i]))];
        int unit = 0;
        for (int part = 0; part < parts; part++)
        {
            JpegBits bits = new(data.Part(part));
            Array.ForEach(channels, c => c.Last = 0);
            for (int last = Math.Min(units, unit + unitsOfPart); unit < last; unit++)
            {
                (int row, int column) = Math.DivRem(unit, unitsAcross);
                foreach (Channel channel in channels)
                {
                    if (!channel.ReadUnit(ref bits, column, row))
                    {
                        return false;
                    }
                }

                if (bits.IsOverdrawn)
                {
                    return false;
                }
            }

            if (!bits.IsAtEnd)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A colour while it is decoded.</summary>
    private sealed class Channel(JpegComponent component, Plane plane)
    {
        private readonly float[] _block = new float[BlockLength];
        private readonly BlockTransform _transform = BlockTransform.To(plane.Across.PixelsOfBlock, plane.Down.PixelsOfBlock);
        private readonly float[] _steps =
            [.. component.Quantisation.Select((s, i) => s * plane.Across.Share(Places[i] / BlockTransform.Side) * plane.Down.Share(Places[i] % BlockTransform.Side))];

        /// <summary>The first coefficient of the last block: the next one is told as the difference to it.</summary>
        public int Last { get; set; }

        public bool ReadUnit(ref JpegBits bits, int column, int row)
        {
            for (int down = 0; down < component.Down; down++)
            {
                for (int across = 0; across < component.Across; across++)
                {
                    int reach = ReadBlock(ref bits);
                    if (reach == 0)
                    {
                        return false;
                    }

                    Span<float> pixels = plane.Block(column * component.Across + across, row * component.Down + down);
                    _transform.Apply(_block, reach, pixels, plane.Stride);
                }
            }

            return true;
        }

        /// <summary>Reads the coefficients of a block.</summary>
        /// <returns>One more than its highest frequency on either axis; 0 when it is damaged.</returns>
        private int ReadBlock(ref JpegBits reader)
        {
            Span<float> block = _block;
            block.Clear();
            (ulong bits, int count) = reader.Fill(reader.Bits, reader.Count);
            (byte size, int length) = component.Dc.Symbol((int)(bits >> 48));
            if (length > 16 || size > LargestDifference)
            {
                return 0;
            }

            bits <<= length;
            Last += size == 0 ? 0 : HuffmanTable.Extend((int)(bits >> (64 - size)), size);
            bits <<= size;
            count -= length + size;
            block[0] = Last * _steps[0];
            int last = ReadRest(ref reader, bits, count, block, _steps, component.Ac);
            return last < 0 ? 0 : Reaches[last];
        }

        /// <summary>Reads all coefficients of a block but the first: nearly all of a file is read here.</summary>
        /// <returns>The place of the last one that is not zero; −1 when the block is damaged.</returns>
        private static int ReadRest(ref JpegBits reader, ulong bits, int count, Span<float> block, float[] steps, HuffmanTable table)
        {
            ReadOnlySpan<byte> places = Places;
            int last = 0;
            for (int i = 1; i < BlockLength; i++)
            {
                (bits, count) = reader.Fill(bits, count);
                int entry = table.Value((int)(bits >> (64 - HuffmanTable.LookBits)));
                int run = entry >> 8 & 255;
                int used = entry & 255;
                if (entry == 0)
                {
                    (byte symbol, int length) = table.Symbol((int)(bits >> 48));
                    int size = symbol & 15;
                    run = symbol == 0 ? HuffmanTable.EndOfBlock : symbol >> 4;
                    used = length + size;
                    if (length > 16 || (size == 0 && run is not (15 or HuffmanTable.EndOfBlock)))
                    {
                        return -1;
                    }

                    entry = size == 0 ? 0 : HuffmanTable.Extend((int)(bits << length >> (64 - size)), size) << 16;
                }

                bits <<= used;
                count -= used;
                i += run;
                if (i >= BlockLength)
                {
                    if (run != HuffmanTable.EndOfBlock)
                    {
                        return -1;
                    }

                    break;
                }

                last = i;
                block[places[i]] = (entry >> 16) * steps[i];
            }

            (reader.Bits, reader.Count) = (bits, count);
            return last;
        }
    }
}
