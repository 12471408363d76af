using System.Reflection;
using System.Xml.Linq;
using VimSessionService.ManagedObjects;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>
/// Every argument that can be of any size has a row in the tables of growth: each list and each text, at any depth, that the declaration of a method with
/// behaviour has. What methods without behaviour take is read by the schema alone: <see cref="SchemaGrowthTests"/>.
/// </summary>
public sealed class GrowthCoverageTests
{
    private static readonly IReadOnlyDictionary<string, GrowthRow>[] Tables =
        [AccessGrowthTests.Rows, ArgumentGrowthTests.Rows, EventGrowthTests.Rows, ExtensionGrowthTests.Rows, RetrievalGrowthTests.Rows, SearchGrowthTests.Rows];

    /// <summary>What every data object has is read in the same way wherever it is, and has one row.</summary>
    private static readonly string[] OfEveryObject = ["dynamicType", "dynamicProperty"];

    /// <summary>Names in the place of those that a service gives.</summary>
    private static readonly GrowthNames SomeNames = new("52", "list", "inventory", "100", "cst");

    [Fact]
    public void Every_argument_of_any_size_has_a_row()
    {
        var grown = Tables.SelectMany(static rows => rows).SelectMany(static row => GrownIn(row.Key, row.Value)).ToHashSet(StringComparer.Ordinal);

        string[] missing = [.. Methods().SelectMany(static method => method.Parameters.SelectMany(parameter => Growing($"{method.Name}/{parameter.Name}", parameter.Type, []))).Where(argument => !grown.Contains(argument))];

        Assert.True(missing.Length == 0, $"{missing.Length} lists ([]) and texts of calls have no row of growth:\n{string.Join('\n', missing)}");
    }

    /// <summary>Those that a class of the service answers.</summary>
    [Fact]
    public void The_methods_with_behaviour_are_found()
    {
        string[] names = [.. Methods().Select(static method => method.Name)];

        Assert.All(["Login", "CloneSession", "RetrievePropertiesEx", "CreateFilter", "PostEvent", "UpdateOptions", "RegisterExtension", "FindByUuid", "CreateListView", "RetrieveUserGroups"], name => Assert.Contains(name, names));
        Assert.DoesNotContain("CreateCluster", names);
    }

    private static IEnumerable<VimMethod> Methods()
    {
        var overridden = typeof(ManagedObjectRegistry).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(static method => (method.Name, Declaring: method.GetBaseDefinition().DeclaringType!))
            .Where(static method => method.Declaring.IsGenericType && method.Declaring.Assembly == typeof(VimManagedType).Assembly)
            .Select(static method => (Type: method.Declaring.Name.Split("Base`")[0], method.Name))
            .ToHashSet();
        return VimManagedTypes.All.SelectMany(type => type.Methods.Where(method => overridden.Contains((type.Name, method.Name.Replace("_", "", StringComparison.Ordinal)))));
    }

    /// <summary>The lists and texts of a value. A type within itself is looked into once.</summary>
    private static IEnumerable<string> Growing(string path, VimTypeRef type, HashSet<VimType> around)
    {
        if (type.IsArray)
            yield return path + "[]";
        if (type.Kind is VimKind.String or VimKind.Binary or VimKind.Any)
            yield return path;
        if (type.Kind != VimKind.Object || around.Contains(type.Object))
            yield break;
        for (var part = type.Object; part is not null; part = part.Base)
        {
            foreach (var field in part.Fields.Where(static field => !OfEveryObject.Contains(field.Name)).SelectMany(field => Growing($"{path}/{field.Name}", field.Type, [.. around, type.Object])))
                yield return field;
        }
    }

    /// <summary>The lists that have more elements in a call of twice the size, and the texts that are longer.</summary>
    private static string[] GrownIn(string name, GrowthRow row)
    {
        var (small, large) = (Sizes(Parse(row.Make(40, SomeNames))), Sizes(Parse(row.Make(80, SomeNames))));
        string[] grown = [.. large.Where(size => size.Value > small.GetValueOrDefault(size.Key)).Select(static size => size.Key)];
        Assert.True(grown.Length > 0 || row.Header(80, SomeNames).Length > row.Header(40, SomeNames).Length, $"{name}: nothing grows");
        return grown;
    }

    /// <summary>How many elements of a name an element has at most, and how long their text is at most.</summary>
    private static Dictionary<string, int> Sizes(XElement call)
    {
        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Stack<(XElement Element, string Path)>([(call, call.Name.LocalName)]);
        while (open.TryPop(out var at))
        {
            foreach (var alike in at.Element.Elements().GroupBy(static element => element.Name.LocalName))
            {
                var path = $"{at.Path}/{alike.Key}";
                Raise(path + "[]", alike.Count());
                foreach (var element in alike)
                {
                    if (!element.HasElements)
                        Raise(path, element.Value.Length);
                    open.Push((element, path));
                }
            }
        }

        return sizes;

        void Raise(string path, int size) => sizes[path] = Math.Max(size, sizes.GetValueOrDefault(path));
    }

    private static XElement Parse(string call) => XDocument.Parse(
        $"<a xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">{call.Replace("_NS", "xmlns=\"urn:vim25\"", StringComparison.Ordinal)}</a>").Root!.Elements().Single();
}
