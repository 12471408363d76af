using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;
using VimSessionService.Xml;

namespace VimSessionService.Soap;

/// <summary>How requests are read.</summary>
internal sealed record SoapReaderOptions
{
    /// <summary>The settings when nothing else is said.</summary>
    public static SoapReaderOptions Default { get; } = new();

    /// <summary>The most that a request may hold.</summary>
    public XmlLimits Limits { get; init; } = XmlLimits.Default;

    /// <summary>Whether members may come in any order. Real servers demand the order of their declaration.</summary>
    public bool AnyOrder { get; init; }

    /// <summary>Whether members that have to be there may be missing from types that have no declaration in C#.</summary>
    public bool AllowsMissing { get; init; }

    /// <summary>Is told of members that types without a declaration in C# do not have, with the type; null where they are refused.</summary>
    public Action<string, string>? UnknownMember { get; init; }

    /// <summary>The version of the server: it knows no managed types that are newer.</summary>
    public ApiVersion Version { get; init; } = ApiVersions.Newest;

    /// <summary>The types that values may say they are of.</summary>
    public VimCatalog Catalog { get; init; } = VimCatalog.Declared;
}
