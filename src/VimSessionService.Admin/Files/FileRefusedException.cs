namespace VimSessionService.Admin.Files;

/// <summary>A file cannot be used. The message names the file, the place and the reason.</summary>
internal sealed class FileRefusedException(string message) : Exception(message);
