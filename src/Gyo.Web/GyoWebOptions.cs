namespace Gyo.Web;

/// <summary>What the page and the API may do, and with which gallery.</summary>
public sealed record GyoWebOptions
{
    /// <summary>Where the options stand in the configuration.</summary>
    public const string Section = "Gyo";

    /// <summary>The gallery's directory. It is made, empty and with the built-in model, if there is none.</summary>
    public string Gallery { get; set; } = "gallery";

    /// <summary>What calls over the network must show, as <c>Authorization: Bearer KEY</c>. Null: only calls from this machine are served.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Whether a question may name the URL of a picture, which the server then fetches. Off: who asks can upload it.</summary>
    public bool AllowUrls { get; set; }

    /// <summary>Largest upload in bytes, of one picture. 64 MiB: what the decoder takes.</summary>
    public long MaxPictureBytes { get; set; } = 64L << 20;

    /// <summary>Bytes of uploads held in memory at a time, from all clients together. 256 MiB: four of the largest, or thousands of usual ones.</summary>
    public long MaxUploadBytes { get; set; } = 256L << 20;

    /// <summary>Calls a minute that one client may make to search and to change. Null: any number without a key, when only this machine calls; 600 with one.</summary>
    public int? RequestsPerMinute { get; set; }

    /// <summary>Pictures that are embedded at a time. The machine's cores: one picture keeps one core busy.</summary>
    public int Concurrency { get; set; } = Environment.ProcessorCount;

    /// <summary>Questions that wait for their turn; one more is told to come back. 64: some tenths of a second on two cores.</summary>
    public int QueueLength { get; set; } = 64;

    /// <summary>
    /// Folders of models, or of folders of models, whose trainings the page shows; several with the system's path separator between. Null: the
    /// folder that the gallery lies in.
    /// </summary>
    public string? Models { get; set; }

    /// <summary>Draws characters to try Gyo on into a folder, one sub-folder each. Null: none are offered; drawing comes with the training engine.</summary>
    public Action<string, CancellationToken>? DrawCharacters { get; set; }
}
