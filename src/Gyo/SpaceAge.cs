namespace Gyo;

/// <summary>How far a gallery has gone on since its space was fitted to it.</summary>
/// <param name="Fitted">How many pictures it had then.</param>
/// <param name="Changed">How many came, went or changed since.</param>
internal readonly record struct SpaceAge(int Fitted, int Changed);
