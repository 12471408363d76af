using VimSessionService.Core.Authentication;


namespace VimSessionService.Vapi.Requests;

/// <summary>What a request for a session brings to prove who its client is.</summary>
internal abstract record VapiCredential
{
    /// <summary>A user name and a password.</summary>
    public sealed record Password(string UserName, string Secret) : VapiCredential
    {
        /// <summary>Not the password.</summary>
        public override string ToString() => UserName;
    }

    /// <summary>A token.</summary>
    public sealed record Token(CallerProof Proof) : VapiCredential;
}
