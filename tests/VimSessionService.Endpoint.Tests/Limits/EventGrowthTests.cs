using static VimSessionService.Endpoint.Tests.Limits.GrowthText;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>The work and the memory of events and settings grow no faster than their calls.</summary>
[Collection(AloneCollection.Name)]
public sealed class EventGrowthTests : CallGrowthTests<EventGrowthTests>, IGrowthRows
{
    /// <inheritdoc/>
    public static IReadOnlyDictionary<string, GrowthRow> Rows { get; } = new Dictionary<string, GrowthRow>(StringComparer.Ordinal)
    {
        ["users of an event filter"] = GrowthRow.Of(500, n => Events($"<userName><systemUser>false</systemUser>{Many(n, i => $"<userList>user{i}</userList>")}</userName>")),
        ["tags of an event filter"] = GrowthRow.Of(500, n => Events(Many(n, i => $"<tag>tag{i}</tag>"))),
        ["categories of an event filter"] = GrowthRow.Of(500, n => Events(Many(n, _ => "<category>error</category>"))),
        ["types of an event filter"] = GrowthRow.Of(500, n => Events(Many(n, _ => "<type>UserLogoutSessionEvent</type>"))),
        ["characters of a user's event"] = GrowthRow.Of(50_000, n => $"<LogUserEvent _NS><_this>EventManager</_this><entity type=\"Folder\">group-d1</entity><msg>{new string('%', n)}</msg></LogUserEvent>", "InvalidArgument", "more than 8192 characters"),
        ["arguments of an event"] = GrowthRow.Of(100, n => "<PostEvent _NS><_this>EventManager</_this><eventToPost xsi:type=\"EventEx\"><key>0</key><chainId>0</chainId><createdTime>2024-02-03T04:05:06Z</createdTime><userName></userName><eventTypeId>com.example.growing</eventTypeId>"
            + Many(n, i => $"<arguments><key>k{i}</key><value xsi:type=\"xsd:string\">v</value></arguments>") + "</eventToPost></PostEvent>"),
        ["characters of a type of event"] = GrowthRow.Of(50_000, n => Call("RetrieveArgumentDescription", "EventManager", $"<eventTypeId>{Letters(n)}</eventTypeId>"), "InvalidArgument", "no event is of that type"),
        ["characters of an argument of an event"] = GrowthRow.Of(1_900, n => Post(after: $"<arguments><key>a</key><value xsi:type=\"xsd:string\">{Letters(n)}</value></arguments>")),
        ["characters of a message of an event"] = GrowthRow.Of(1_900, n => Call("LogUserEvent", "EventManager", $"{FolderEntity}<msg>{Letters(n)}</msg>")),
        ["settings that are changed"] = GrowthRow.Of(300, n => $"<UpdateOptions _NS><_this type=\"OptionManager\">VpxSettings</_this>{Many(n, i => $"<changedValue><key>event.maxAge</key><value xsi:type=\"xsd:int\">{30 + (i % 2)}</value></changedValue>")}</UpdateOptions>"),
        ["characters of a name of settings"] = GrowthRow.Of(50_000, n => $"<QueryOptions _NS><_this type=\"OptionManager\">VpxSettings</_this><name>{new string('.', n)}</name></QueryOptions>", "InvalidName", "there is no setting"),
        ["settings that a client adds"] = GrowthRow.Of(60, n => Call("UpdateOptions", "VpxSettings", Many(n, i => $"<changedValue><key>config.x{i}</key><value xsi:type=\"xsd:string\">x</value></changedValue>"))),
        ["audit ids of an event filter"] = GrowthRow.Of(500, n => Events($"{Many(n, i => $"<auditId>id{i}</auditId>")}")),
        ["type ids of an event filter"] = GrowthRow.Of(500, n => Events(Many(n, i => $"<eventTypeId>com.example.t{i}</eventTypeId>"))),
        ["tags of a collector of events"] = GrowthRow.Of(500, n => Collector(Many(n, i => $"<tag>tag{i}</tag>"))),
        ["users of a collector of events"] = GrowthRow.Of(500, n => Collector($"<userName><systemUser>false</systemUser>{Many(n, i => $"<userList>user{i}</userList>")}</userName>")),
        ["type ids of a collector of events"] = GrowthRow.Of(500, n => Collector(Many(n, i => $"<eventTypeId>com.example.t{i}</eventTypeId>"))),
        ["characters of a text that an event brings along"] = GrowthRow.Of(1_900, n => Post($"<fullFormattedMessage>{Letters(n)}</fullFormattedMessage>")),
        ["characters of a text that is too long"] = GrowthRow.Of(50_000, n => Post($"<fullFormattedMessage>{Letters(n)}</fullFormattedMessage>"), "InvalidArgument", "more than 8192 characters"),
        ["characters of the type of an event"] = GrowthRow.Of(1_900, n => Post().Replace("com.example.growing", Letters(n), StringComparison.Ordinal)),
        ["characters of the value of a setting"] = GrowthRow.Of(1_000, n => Call("UpdateOptions", "VpxSettings", $"<changedValue><key>mail.sender</key><value xsi:type=\"xsd:string\">{Letters(n)}</value></changedValue>")),
        ["characters of the value of a setting that is too long"] = GrowthRow.Of(50_000, n => Call("UpdateOptions", "VpxSettings", $"<changedValue><key>mail.sender</key><value xsi:type=\"xsd:string\">{Letters(n)}</value></changedValue>"), "InvalidArgument", "it does not take the value"),
        ["characters of the key of a setting"] = GrowthRow.Of(50_000, n => Call("UpdateOptions", "VpxSettings", $"<changedValue><key>{Letters(n)}</key><value xsi:type=\"xsd:string\">x</value></changedValue>"), "InvalidName", "setting"),
    };

    private static string Collector(string filter) => Call("CreateCollectorForEvents", "EventManager", $"<filter>{filter}</filter>");
}
