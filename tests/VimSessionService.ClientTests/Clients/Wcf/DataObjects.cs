using System.Xml.Serialization;

namespace VimSessionService.ClientTests.Clients.Wcf;

/// <summary>A reference to a managed object: its type and its id.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class ManagedObjectReference
{
    /// <summary>The type, <c>SessionManager</c>.</summary>
    [XmlAttribute("type")]
    public required string Type { get; set; }

    /// <summary>The id.</summary>
    [XmlText]
    public required string Value { get; set; }
}

/// <summary>The service's managers and what it is. A reader takes the members it needs; the rest is passed over.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class ServiceContent
{
    /// <summary>The root of the inventory.</summary>
    [XmlElement("rootFolder")]
    public required ManagedObjectReference RootFolder { get; set; }

    /// <summary>Reads properties.</summary>
    [XmlElement("propertyCollector")]
    public required ManagedObjectReference PropertyCollector { get; set; }

    /// <summary>What the service is.</summary>
    [XmlElement("about")]
    public required AboutInfo About { get; set; }

    /// <summary>Logs in and out; unset on no server of today.</summary>
    [XmlElement("sessionManager")]
    public ManagedObjectReference? SessionManager { get; set; }
}

/// <summary>What a service is.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class AboutInfo
{
    /// <summary>The product.</summary>
    [XmlElement("name")]
    public required string Name { get; set; }

    /// <summary><c>VirtualCenter</c> or <c>HostAgent</c>.</summary>
    [XmlElement("apiType")]
    public required string ApiType { get; set; }

    /// <summary>The newest version of the API that it speaks.</summary>
    [XmlElement("apiVersion")]
    public required string ApiVersion { get; set; }

    /// <summary>The instance, a UUID.</summary>
    [XmlElement("instanceUuid")]
    public string? InstanceUuid { get; set; }
}

/// <summary>A session.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class UserSession
{
    /// <summary>Names the session; no secret.</summary>
    [XmlElement("key")]
    public required string Key { get; set; }

    /// <summary>The user as the server spells it.</summary>
    [XmlElement("userName")]
    public required string UserName { get; set; }

    /// <summary>The user's full name.</summary>
    [XmlElement("fullName")]
    public required string FullName { get; set; }

    /// <summary>When it began, in UTC.</summary>
    [XmlElement("loginTime")]
    public DateTime LoginTime { get; set; }

    /// <summary>When it was last used, in UTC.</summary>
    [XmlElement("lastActiveTime")]
    public DateTime LastActiveTime { get; set; }

    /// <summary>The locale of dates and numbers.</summary>
    [XmlElement("locale")]
    public required string Locale { get; set; }

    /// <summary>The locale of messages.</summary>
    [XmlElement("messageLocale")]
    public required string MessageLocale { get; set; }

    /// <summary>Whether an extension logged in.</summary>
    [XmlElement("extensionSession")]
    public bool ExtensionSession { get; set; }

    /// <summary>The client's address.</summary>
    [XmlElement("ipAddress")]
    public required string IpAddress { get; set; }

    /// <summary>The client's User-Agent.</summary>
    [XmlElement("userAgent")]
    public required string UserAgent { get; set; }

    /// <summary>How many calls were made in it.</summary>
    [XmlElement("callCount")]
    public long CallCount { get; set; }
}
