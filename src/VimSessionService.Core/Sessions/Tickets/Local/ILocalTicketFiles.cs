namespace VimSessionService.Core.Sessions.Tickets.Local;

/// <summary>Where the one-time passwords of local tickets are laid down for the users of this machine.</summary>
internal interface ILocalTicketFiles
{
    /// <summary>
    /// Writes a password into a new file of a random name that its owner alone may read, and gives the file's path. The mode is the
    /// file's from the start.
    /// </summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    string Create(string password);

    /// <summary>Removes a file that <see cref="Create"/> made. One that is gone already, or cannot be removed, is no error.</summary>
    void Delete(string path);
}
