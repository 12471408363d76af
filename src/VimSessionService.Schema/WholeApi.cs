using System.Collections.Concurrent;
using VimSessionService.Schema.Facts;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Schema;

/// <summary>
/// The whole API by its facts: every managed type, data object type, enumeration and method. Each is described when it is asked for. Values
/// of its types are <see cref="DynamicObject"/>, also of those that are declared in C#.
/// </summary>
internal sealed class WholeApi : VimCatalog
{
    private const string ReferenceMark = "*";
    private const string ArrayMark = "[]";

    private readonly Lock _lock = new();
    private readonly FactsTable _facts = FactsTable.Read();
    private readonly ConcurrentDictionary<string, DynamicType?> _types = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, VimManagedType?> _managedTypes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DynamicEnum?> _enums = new(StringComparer.Ordinal);

    /// <summary>Every data object type and fault, by name.</summary>
    public IEnumerable<VimType> Types => Named(FindType);

    /// <summary>Every managed type, by name.</summary>
    public IEnumerable<VimManagedType> ManagedTypes => Named(FindManagedType);

    /// <summary>Every enumeration, by name.</summary>
    public IEnumerable<DynamicEnum> Enums => Named(FindEnum);

    /// <summary>Finds a data object type or fault.</summary>
    public DynamicType? FindDynamicType(string name) => Find(_types, name, "data", MakeType);

    /// <inheritdoc/>
    public override VimType? FindType(string name) => FindDynamicType(name)?.Description;

    /// <inheritdoc/>
    public override VimManagedType? FindManagedType(string name) => Find(_managedTypes, name, "managed", MakeManagedType);

    /// <inheritdoc/>
    public override VimMethod? FindMethod(string name) => _facts.ReceiverOf(name) is { } receiver
        ? FindManagedType(receiver)!.Methods.First(method => method.Name == name)
        : null;

    /// <summary>Finds an enumeration.</summary>
    public DynamicEnum? FindEnum(string name) => Find(_enums, name, "enum", static declaration => new DynamicEnum(declaration.Name, VersionOf(declaration.Head[2]), declaration.Head[3..]));

    /// <inheritdoc/>
    public override IEnumerable<VimType> AllTypes => Types;

    /// <inheritdoc/>
    public override IEnumerable<string> AllMethods => _facts.Methods;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? EnumValues(string name) => FindEnum(name)?.Values;

    /// <inheritdoc/>
    public override bool HasEnum(string name) => FindEnum(name) is not null;

    /// <inheritdoc/>
    public override object? ParseEnum(string type, string text, string member) => FindEnum(type) is not { } found
        ? null
        : found.Find(text) ?? throw VimDecodeException.BadValue(member, type);

    private IEnumerable<T> Named<T>(Func<string, T?> find)
        where T : class => _facts.Names.Order(StringComparer.Ordinal).Select(find).OfType<T>();

    /// <summary>A declaration has one description, however many ask for it at once.</summary>
    private T? Find<T>(ConcurrentDictionary<string, T?> known, string name, string kind, Func<Declaration, T> make)
        where T : class
    {
        if (known.TryGetValue(name, out var found))
            return found;
        if (_facts.Find(name) is not { } declaration || declaration.Kind != kind)
            return null;
        lock (_lock)
            return known.TryGetValue(name, out found) ? found : known[name] = make(declaration);
    }

    private DynamicType MakeType(Declaration declaration)
    {
        var baseType = declaration.Head[2] is "-" ? null : FindDynamicType(declaration.Head[2]);
        var vmodlName = VimTypes.Find(declaration.Name)?.VmodlName ?? $"vim.{declaration.Name}"; // the names of the rest were read nowhere
        return new DynamicType(declaration.Name, vmodlName, VersionOf(declaration.Head[3]), baseType, this, first =>
            [.. declaration.Members.Select((line, i) => FieldOf(line.Split(' '), first + i, static (value, place) => ((IDynamicValue)value)[place]))]);
    }

    private VimManagedType MakeManagedType(Declaration declaration)
    {
        var name = declaration.Name;
        var properties = new List<VimProperty>();
        var methods = new List<VimMethod>();
        for (var i = 0; i < declaration.Members.Length; i++)
        {
            var words = declaration.Members[i].Split(' ');
            if (words[0] == "p")
            {
                properties.Add(new VimProperty(words[1], TypeOf(words[2])!, VersionOf(words[3]), TextOf(words[5]), words[4].Contains('?', StringComparison.Ordinal)));
                continue;
            }

            var parameters = new List<VimField>();
            while (i + 1 < declaration.Members.Length && declaration.Members[i + 1].StartsWith("a ", StringComparison.Ordinal))
                parameters.Add(FieldOf(declaration.Members[++i].Split(' '), parameters.Count, static (request, place) => ((DynamicRequest)request)[place]));
            methods.Add(MethodOf(name, words, [.. parameters]));
        }

        var baseType = declaration.Head[2] is "-" ? null : FindManagedType(declaration.Head[2]);
        return new VimManagedType(name, VmodlNames.OfManaged(name), VersionOf(declaration.Head[3]), baseType, isDeclared: true, [.. properties], [.. methods]);
    }

    private VimMethod MethodOf(string receiver, string[] words, VimField[] parameters)
    {
        var members = new MemberReader($"{words[1]}RequestType", parameters, _ => VersionOf(words[2]), this);
        VimMethod method = null!;
        method = new VimMethod(
            words[1],
            receiver,
            VersionOf(words[2]),
            TextOf(words[3]),
            parameters,
            TypeOf(words[4]),
            words[5].Contains('?', StringComparison.Ordinal) || words[4] == "-",
            words[5].Contains('!', StringComparison.Ordinal),
            words[6..],
            IsPublished: true,
            ReadsSecurityHeader: false,
            reader => new DynamicRequest(method, members.Read(reader, receiver)));
        return method;
    }

    private VimField FieldOf(string[] words, int place, Func<object, int, object?> get)
    {
        var flags = words[4].Split('^');
        return new VimField(
            words[1],
            TypeOf(words[2])!,
            VersionOf(words[3]),
            flags[0].Contains('?', StringComparison.Ordinal),
            flags[0].Contains('!', StringComparison.Ordinal),
            owner => get(owner, place))
        {
            Privilege = words.Length > 5 ? words[5] : null,
            RequiredUpTo = flags.Length > 1 ? VersionOf(flags[1]) : null,
        };
    }

    private VimTypeRef? TypeOf(string text)
    {
        if (text == "-")
            return null;
        var isArray = text.EndsWith(ArrayMark, StringComparison.Ordinal);
        var name = isArray ? text[..^ArrayMark.Length] : text;
        if (name.StartsWith(ReferenceMark, StringComparison.Ordinal))
            return new VimTypeRef(VimKind.Reference, name[ReferenceMark.Length..], isArray);
        VimKind? plain = name switch
        {
            "any" => VimKind.Any,
            "string" => VimKind.String,
            "boolean" => VimKind.Boolean,
            "byte" => VimKind.Byte,
            "short" => VimKind.Short,
            "int" => VimKind.Int,
            "long" => VimKind.Long,
            "float" => VimKind.Float,
            "double" => VimKind.Double,
            "dateTime" => VimKind.DateTime,
            "binary" => VimKind.Binary,
            _ => null,
        };
        if (plain is { } kind)
            return new VimTypeRef(kind, "", isArray);
        return new VimTypeRef(_facts.KindOf(name) == "enum" ? VimKind.Enum : VimKind.Object, name, isArray) { Family = FindType };
    }

    private static ApiVersion VersionOf(string text) =>
        ApiVersions.TryParse(text, out var version) ? version : throw new InvalidDataException($"The facts name a version {text}, which does not exist.");

    private static string? TextOf(string word) => word == "-" ? null : word;
}
