using Microsoft.Playwright;
using SkiaSharp;

namespace Gyo.Web.Tests;

/// <summary>Gives pictures to a page the way people do.</summary>
internal static class Pictures
{
    private const string Transfer = """
        ([files, type]) => {
          const transfer = new DataTransfer();
          for (const [name, base64] of files) {
            transfer.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name, { type: 'image/jpeg' }));
          }
          const event = type === 'paste'
            ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
            : new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true });
          document.body.dispatchEvent(event);
        }
        """;

    public static Task DropAsync(this IPage page, params string[] paths) => page.GiveAsync("drop", paths);

    public static Task PasteAsync(this IPage page, params string[] paths) => page.GiveAsync("paste", paths);

    public static Task ChooseAsync(this IPage page, params string[] paths) => page.SetInputFilesAsync("[data-files]", paths);

    /// <summary>A picture with others laid on it, each at its place and side in shares of the picture.</summary>
    public static string Collage(string folder, string name, params (string Path, float Left, float Top, float Side)[] parts)
    {
        const int Size = 800;
        using SKBitmap canvas = new(Size, Size);
        using (SKCanvas drawing = new(canvas))
        {
            using SKPaint paint = new() { Shader = SKShader.CreatePerlinNoiseFractalNoise(0.02f, 0.03f, 4, 7) };
            drawing.Clear(SKColors.SeaGreen);
            drawing.DrawRect(0, 0, Size, Size, paint);
            foreach ((string path, float left, float top, float side) in parts)
            {
                using SKBitmap part = SKBitmap.Decode(path);
                drawing.DrawBitmap(part, SKRect.Create(left * Size, top * Size, side * Size, side * Size));
            }
        }

        string file = Path.Combine(folder, name);
        using FileStream stream = File.Create(file);
        canvas.Encode(stream, SKEncodedImageFormat.Jpeg, 92);
        return file;
    }

    private static async Task GiveAsync(this IPage page, string how, string[] paths) => await page.EvaluateAsync(
        Transfer, new object[] { paths.Select(p => new[] { Path.GetFileName(p), Convert.ToBase64String(File.ReadAllBytes(p)) }).ToArray(), how });
}
