using VimSessionService.Core.Events;
using VimSessionService.Core.Messages;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects.Events;

/// <summary>Describes the types of events from their declarations, in the words of the message catalogue.</summary>
public sealed class EventDescriptions(MessageCatalog messages)
{
    private static readonly VimType[] Types =
        [.. VimTypes.Names.Select(static name => VimTypes.Find(name)!).Where(static type => type.Is(Event.Schema) && type != Event.Schema)];

    /// <summary>The types that a version knows, with their formats in a language.</summary>
    public EventDescription Describe(ApiVersion version, string locale) => new()
    {
        Category = Categories(locale),
        EventInfo = [.. Types.Where(type => type.Since <= version).Select(type => Describe(type, locale))],
        EnumeratedTypes = [new EnumDescription { Key = nameof(EventEventSeverity), Tags = Categories(locale) }],
    };

    /// <summary>The arguments of a type: the fields that it has beyond those of every event; null when there is none, or none that the version knows.</summary>
    /// <exception cref="VimFaultException">InvalidArgument: there is no such type.</exception>
    public EventArgDesc[]? Arguments(string eventTypeId, ApiVersion version, string locale)
    {
        const string Prefix = "vim.event.";
        var name = eventTypeId.StartsWith(Prefix, StringComparison.Ordinal) ? eventTypeId[Prefix.Length..] : eventTypeId;
        var type = Array.Find(Types, type => type.Name == name && type.Since <= version)
            ?? throw new VimFaultException(new InvalidArgument { InvalidProperty = "eventTypeId" }, "no event is of that type");
        var fields = new List<VimField>();
        for (var at = type; at != Event.Schema; at = at.Base!)
            fields.InsertRange(0, at.Fields.Where(field => field.Since <= version));
        return fields.Count == 0 ? null : [.. fields.Select(field => Describe(field, locale))];
    }

    private EventDescriptionEventDetail Describe(VimType type, string locale)
    {
        // None of these events is told otherwise to who looks at one object.
        var format = messages.EventTemplate(type, locale);
        return new EventDescriptionEventDetail
        {
            Key = type.Name,
            Description = messages.Label("eventNames", type.Name, locale),
            Category = EventCategories.Of(type),
            FormatOnDatacenter = format,
            FormatOnComputeResource = format,
            FormatOnHost = format,
            FormatOnVm = format,
            FullFormat = format,
        };
    }

    private EventArgDesc Describe(VimField field, string locale)
    {
        var label = messages.Label("arguments", field.Name, locale);
        return new EventArgDesc
        {
            Name = field.Name,
            Type = TypeName(field.Type),
            Description = new ElementDescription { Key = field.Name, Label = label, Summary = label },
        };
    }

    private ElementDescription[] Categories(string locale) =>
    [
        .. EventCategories.All.Select(category => new ElementDescription
        {
            Key = category,
            Label = messages.Label("categories", category, locale),
            Summary = messages.Label("categories", $"{category}.summary", locale),
        }),
    ];

    /// <summary>A type in the words in which extensions describe the arguments of their events (ExtensionEventTypeInfo).</summary>
    private static string TypeName(VimTypeRef type)
    {
        var name = type.Kind switch
        {
            VimKind.String => "string",
            VimKind.Boolean => "bool",
            VimKind.Int => "int",
            VimKind.Long => "long",
            VimKind.DateTime => "dateTime",
            VimKind.Reference => "moid",
            VimKind.Any => "anyType",
            _ => type.Name,
        };
        return type.IsArray ? name + "[]" : name;
    }
}
