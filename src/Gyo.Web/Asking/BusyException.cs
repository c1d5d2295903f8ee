namespace Gyo.Web.Asking;

/// <summary>More questions wait than may.</summary>
public sealed class BusyException() : Exception("Gyo is busy; try again in a second.");
