using VimSessionService.ViJson;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Endpoint.ViJson;

/// <summary>What the last part of a path names: a method or a property.</summary>
internal readonly record struct CalledMember
{
    /// <summary>Whether it is a method.</summary>
    public bool IsMethod { get; private init; }

    /// <summary>The method; null for a property, and for a method of a type of which only the name is known.</summary>
    public VimMethod? Method { get; private init; }

    /// <summary>The property; null for a method, and for a property of a type of which only the name is known.</summary>
    public VimProperty? Property { get; private init; }

    /// <summary>The method of HTTP that it takes.</summary>
    public string HttpMethod => IsMethod ? "POST" : "GET";

    /// <summary>Finds what a path names. Undocumented methods by which SOAP reads properties are none here.</summary>
    /// <param name="path">The path.</param>
    /// <param name="version">The version of the API that the client knows.</param>
    /// <param name="catalog">The types of the API that the service knows.</param>
    /// <param name="httpMethod">The method of the request, which decides for types of which only the name is known.</param>
    /// <returns>What it names; null for nothing that the version has.</returns>
    public static CalledMember? Find(in ViJsonPath path, ApiVersion version, VimCatalog catalog, string httpMethod)
    {
        if (VmodlNames.FindManaged(path.Type) is not { } named || named.Since > version)
            return null;
        if (catalog.FindManagedType(path.Type) is not { } type)
            return new CalledMember { IsMethod = httpMethod != "GET" };
        if (type.FindProperty(path.Member) is { } property)
            return property.Since <= version ? new CalledMember { Property = property } : null;
        return catalog.FindMethod(path.Member) is { } method && method.Since <= version && type.Is(method.Receiver) && method != FetchRequest.Method
            ? new CalledMember { IsMethod = true, Method = method }
            : null;
    }
}
