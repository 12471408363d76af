namespace VimSessionService.Identity.Signatures;

/// <summary>The broken hash algorithms that an operator accepts in signatures and digests, for clients that support no others. Never used for signing.</summary>
[Flags]
internal enum WeakHashes
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>SHA-1.</summary>
    Sha1 = 1,

    /// <summary>MD5, for which anybody can make two texts of one hash in seconds.</summary>
    Md5 = 2,
}
