using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Gyo.Web.Asking;

/// <summary>Reads what is sent into memory, and never more at a time, from all clients together, than there is room for.</summary>
internal sealed class UploadRoom(GyoWebOptions options)
{
    private long _held;

    /// <summary>Bytes held for requests that are under way.</summary>
    public long Held => Interlocked.Read(ref _held);

    /// <summary>Room for one request; given back when it is disposed of.</summary>
    public Share Enter() => new(this, options.MaxPictureBytes, options.MaxUploadBytes);

    internal sealed class Share(UploadRoom room, long most, long mostOfAll) : IDisposable
    {
        private const int ChunkBytes = 1 << 16;
        private const int TrustedBytes = 1 << 20; // what a sender says it will send is believed up to here

        private long _held;

        /// <summary>Reads all of a stream.</summary>
        /// <param name="body">What is sent.</param>
        /// <param name="length">How long it says it is.</param>
        /// <param name="cancel">Stops it.</param>
        /// <exception cref="BadHttpRequestException">It, with what this request has sent already, is larger than a picture may be (413).</exception>
        /// <exception cref="BusyException">There is no room now.</exception>
        public async Task<byte[]> ReadAsync(Stream body, long? length, CancellationToken cancel)
        {
            if (length + _held > most)
            {
                throw TooLarge();
            }

            using MemoryStream whole = new((int)Math.Min(length ?? 0, TrustedBytes));
            byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
            try
            {
                for (int read; (read = await body.ReadAsync(chunk, cancel)) > 0;)
                {
                    Hold(read);
                    whole.Write(chunk, 0, read);
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(chunk);
            }

            return whole.Capacity == whole.Length ? whole.GetBuffer() : whole.ToArray();
        }

        public void Dispose() => Interlocked.Add(ref room._held, -Interlocked.Exchange(ref _held, 0));

        private void Hold(int bytes)
        {
            _held += bytes;
            long all = Interlocked.Add(ref room._held, bytes);
            if (_held > most)
            {
                throw TooLarge();
            }

            if (all > mostOfAll)
            {
                throw new BusyException();
            }
        }

        private static BadHttpRequestException TooLarge() => new("The picture is too large.", StatusCodes.Status413PayloadTooLarge);
    }
}
