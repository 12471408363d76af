using System.Globalization;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.Requests;

/// <summary>A session as the vSphere Automation API shows it.</summary>
/// <param name="User">The user, as <c>Administrator@VSPHERE.LOCAL</c>, or the bare name of a user without a domain.</param>
/// <param name="Created">When it began.</param>
/// <param name="LastAccessed">When its last call began or ended.</param>
internal readonly record struct VapiSessionInfo(string User, string Created, string LastAccessed)
{
    /// <summary>That of a session.</summary>
    public static VapiSessionInfo Of(UserSession session) => new(NameOf(session.UserName), TimeOf(session.LoginTime), TimeOf(session.LastActiveTime));

    /// <summary>A user's name with its domain after it.</summary>
    public static string NameOf(string userName) => AccountName.Of(userName) is { Domain: { } domain, Name: var name } ? $"{name}@{domain}" : userName;

    private static string TimeOf(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
