namespace VimSessionService.Identity.Signatures;

/// <summary>The broken hashes that an operator lets into signatures and digests, for clients that know nothing better. None is ever written.</summary>
[Flags]
public enum WeakHashes
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>SHA-1.</summary>
    Sha1 = 1,

    /// <summary>MD5, for which anybody can make two texts of one hash in seconds.</summary>
    Md5 = 2,
}
