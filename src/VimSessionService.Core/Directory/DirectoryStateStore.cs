using VimSessionService.Core.Tables;

namespace VimSessionService.Core.Directory;

/// <summary>Holds the current <see cref="DirectoryState"/>.</summary>
internal sealed class DirectoryStateStore() : TableCell<DirectoryState>(DirectoryState.Empty);
