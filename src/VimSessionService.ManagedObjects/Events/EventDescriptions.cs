using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Core.Events;
using VimSessionService.Core.Messages;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Events;

/// <summary>
/// Describes the types of events: those of the server from their declarations, in the words of the message catalogue, and those that
/// extensions registered, in their own words.
/// </summary>
/// <param name="messages">The catalogue.</param>
/// <param name="extensions">The extensions.</param>
internal sealed class EventDescriptions(MessageCatalog messages, ExtensionDirectory extensions)
{
    private static readonly VimType[] Types =
        [.. VimTypes.Names.Select(static name => VimTypes.Find(name)!).Where(static type => type.Is(Event.Schema) && type != Event.Schema)];

    /// <summary>The types that a version knows, with their formats in a language.</summary>
    public EventDescription Describe(ApiVersion version, string locale) => new()
    {
        Category = Categories(locale),
        EventInfo = [.. Types.Where(type => type.Since <= version).Select(type => Describe(type, locale)), .. OfExtensions(version, locale)],
        EnumeratedTypes = [new EnumDescription { Key = nameof(EventEventSeverity), Tags = Categories(locale) }],
    };

    /// <summary>The arguments of a type: the fields that it has beyond those of every event; null when there is none, or none that the version knows.</summary>
    /// <exception cref="VimFaultException">InvalidArgument: there is no such type.</exception>
    public EventArgDesc[]? Arguments(string eventTypeId, ApiVersion version, string locale)
    {
        const string Prefix = "vim.event.";
        var name = eventTypeId.StartsWith(Prefix, StringComparison.Ordinal) ? eventTypeId[Prefix.Length..] : eventTypeId;
        if (Registered(version).FirstOrDefault(registered => registered.Type.EventID == eventTypeId) is { Extension: { } extension, Type: var own })
            return OfExtension(extension, own, locale);
        var type = Array.Find(Types, type => type.Name == name && type.Since <= version)
            ?? throw new VimFaultException(new InvalidArgument { InvalidProperty = "eventTypeId" }, "no event is of that type");
        var fields = new List<VimField>();
        for (var at = type; at != Event.Schema; at = at.Base!)
            fields.InsertRange(0, at.Fields.Where(field => field.Since <= version));
        return fields.Count == 0 ? null : [.. fields.Select(field => Describe(field, locale))];
    }

    /// <summary>The types of extensions, each once, to versions that know the event which stands for them all.</summary>
    private IEnumerable<(ExtensionEventTypeInfo Type, Extension Extension)> Registered(ApiVersion version) => EventEx.Schema.Since > version
        ? []
        : extensions.All
            .SelectMany(static extension => (extension.Description.EventList ?? []).Select(type => (Type: type, extension.Description)))
            .DistinctBy(static registered => registered.Type.EventID);

    /// <summary>The arguments that an extension says its events have; null for none.</summary>
    private static EventArgDesc[]? OfExtension(Extension extension, ExtensionEventTypeInfo type, string locale)
    {
        var arguments = ExtensionEventSchema.Read(type.EventTypeSchema).Arguments;
        var texts = new ExtensionTexts(extension, "event", locale);
        return arguments.Count == 0 ? null : [.. arguments.Select(argument => new EventArgDesc
        {
            Name = argument.Name,
            Type = argument.Type,
            Description = new ElementDescription
            {
                Key = Key(argument.Name),
                Label = Text(argument.Name, "label") ?? argument.Name,
                Summary = Text(argument.Name, "summary") ?? argument.Name,
            },
        })];

        string Key(string name) => $"{type.EventID}.{name}";

        string? Text(string name, string kind) => texts.Find($"{Key(name)}.{kind}");
    }

    /// <summary>As a vCenter tells them: all are EventEx, and the formats begin with the type.</summary>
    private IEnumerable<EventDescriptionEventDetail> OfExtensions(ApiVersion version, string locale) => Registered(version)
        .GroupBy(static registered => registered.Extension, static registered => registered.Type, ReferenceEqualityComparer.Instance)
        .SelectMany(types => OfExtension((Extension)types.Key!, types, locale));

    private static IEnumerable<EventDescriptionEventDetail> OfExtension(Extension extension, IEnumerable<ExtensionEventTypeInfo> types, string locale)
    {
        var texts = new ExtensionTexts(extension, "event", locale);
        return types.Select(type => Describe(type, texts));
    }

    private static EventDescriptionEventDetail Describe(ExtensionEventTypeInfo type, ExtensionTexts texts)
    {
        var id = type.EventID;
        var full = Text("fullFormat") ?? "";
        return new EventDescriptionEventDetail
        {
            Key = nameof(EventEx),
            Description = Text("description") ?? ExtensionEventSchema.Read(type.EventTypeSchema).Description ?? id,
            Category = Text("category") is { } category && EventCategories.All.Contains(category) ? category : "info",
            FormatOnDatacenter = $"{id}|{Text("formatOnDatacenter") ?? full}",
            FormatOnComputeResource = $"{id}|{Text("formatOnComputeResource") ?? full}",
            FormatOnHost = $"{id}|{Text("formatOnHost") ?? full}",
            FormatOnVm = $"{id}|{Text("formatOnVm") ?? full}",
            FullFormat = $"{id}|{full}",
        };

        string? Text(string kind) => texts.Find($"{id}.{kind}");
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
