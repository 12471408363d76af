namespace VimSessionService.Inventory.Recordings;

/// <summary>A part of a recording that has one object.</summary>
/// <param name="Name">The file, and in a JSON document the line, for messages.</param>
/// <param name="Line">The line of the file in which the content begins.</param>
/// <param name="Read">Reads the content into a buffer, or gives what was read already. It is valid until the next part is read into the buffer.</param>
internal sealed record RecordingPart(string Name, int Line, Func<RecordingBuffer, ArraySegment<byte>> Read);
