using Microsoft.CodeAnalysis;

namespace VimSessionService.Vim25.Generator.Tests;

/// <summary>Each declaration that the generator cannot handle is reported, where it is and in plain words.</summary>
public sealed class DiagnosticTests
{
    private const string Sound = """
        [WireEnum] public enum Colour { Red, Green }
        public enum Plain { One }
        [Since(ApiVersion.V6_0)] public sealed partial record Newer : DataObject { public required string Name { get; init; } }
        public sealed partial record BadThing : MethodFault;
        public sealed partial record Thing : DataObject
        {
            public required string Name { get; init; }
            public bool? On { get; init; }
            public int[]? Counts { get; init; }
            public long? Size { get; init; }
            public double? Ratio { get; init; }
            public DateTime? At { get; init; }
            public byte[]? Content { get; init; }
            public object? Value { get; init; }
            public Colour? Colour { get; init; }
            [Reference("Folder")] public ManagedObjectReference[]? Parents { get; init; }
            [Since(ApiVersion.V6_5)] public Newer? Newer { get; init; }
            public string Shown => Name;
        }
        [ManagedType] public interface ILab : IManagedObject
        {
            Thing[]? Things { get; }
            [WireName("Mix_Task")] void Mix();
            [WireName("Mix")] void Stir();
            [Throws(typeof(BadThing))] Colour Paint(string name, [Since(ApiVersion.V7_0_0_0)] Newer? newer);
        }

        """;

    [Fact]
    public void Nothing_is_reported_of_sound_declarations()
    {
        var generation = Generation.Of(Sound, "# comment\nmanaged Folder vim.Folder ManagedEntity 2.0\nmethod Login vim.SessionManager.login\n");

        Assert.Empty(generation.Diagnostics);
        Assert.Superset(
            new HashSet<string>(["Data.Thing.g.cs", "Data.Newer.g.cs", "Data.BadThing.g.cs", "Managed.Lab.g.cs", "Requests.Lab.g.cs", "VimEnums.g.cs", "VmodlNames.g.cs"]),
            generation.Files.ToHashSet());
    }

    [Theory]
    [InlineData("VSG001", "Cost", "public sealed partial record Bad : DataObject { public decimal Cost { get; init; } }")]
    [InlineData("VSG001", "Rows", "public sealed partial record Bad : DataObject { public int[][]? Rows { get; init; } }")]
    [InlineData("VSG001", "Parts", "public sealed partial record Bad : DataObject { public byte[][]? Parts { get; init; } }")]
    [InlineData("VSG001", "Names", "public sealed partial record Bad : DataObject { public string?[]? Names { get; init; } }")]
    [InlineData("VSG001", "Names", "public sealed partial record Bad : DataObject { public List<string>? Names { get; init; } }")]
    [InlineData("VSG001", "Plain", "public sealed partial record Bad : DataObject { public Plain? Plain { get; init; } }")]
    [InlineData("VSG001", "cost", "[ManagedType] public interface IBad : IManagedObject { void Pay(float cost); }")]
    [InlineData("VSG001", "Pay", "[ManagedType] public interface IBad : IManagedObject { uint Pay(); }")]
    [InlineData("VSG001", "Cost", "[ManagedType] public interface IBad : IManagedObject { short Cost { get; } }")]
    [InlineData("VSG002", "Bad", "[Since((ApiVersion)200)] public sealed partial record Bad : DataObject;")]
    [InlineData("VSG002", "A", "public sealed partial record Bad : DataObject { [RequiredUpTo((ApiVersion)200)] public string? A { get; init; } }")]
    [InlineData("VSG003", "Newer", "[Since(ApiVersion.V5_5)] public sealed partial record Bad : DataObject { public Newer? Newer { get; init; } }")]
    [InlineData("VSG003", "newer", "[ManagedType] public interface IBad : IManagedObject { void Take(Newer newer); }")]
    [InlineData("VSG004", "B", "public sealed partial record Bad : DataObject { public string? A { get; init; } [WireName(\"a\")] public string? B { get; init; } }")]
    [InlineData("VSG004", "Other", "public sealed partial record Bad : MethodFault { [WireName(\"faultCause\")] public string? Other { get; init; } }")]
    [InlineData("VSG004", "Azure", "[WireEnum] public enum Bad { Blue, [WireName(\"blue\")] Azure }")]
    [InlineData("VSG006", "IBad", "[ManagedType] public interface IBad : IManagedObject { void Paint(); }")]
    [InlineData("VSG006", "IBad", "[ManagedType] public interface IBad : IManagedObject { void Go(); void Go(string where); }")]
    [InlineData("VSG006", "IBad", "[ManagedType] public interface IBad : IManagedObject { void Go(); [WireName(\"Run_Task\")] void Go(string where); }")]
    [InlineData("VSG006", "IBad", "[ManagedType] public interface IBad : IManagedObject { [WireName(\"Run_Task\")] void Go(); [WireName(\"Run_Task\")] void Run(); }")]
    [InlineData("VSG007", "IBad", "public interface IOther; [ManagedType] public interface IBad : IOther;")]
    [InlineData("VSG008", "a", "[ManagedType] public interface IBad : IManagedObject { void Go(ref string a); }")]
    [InlineData("VSG008", "a", "[ManagedType] public interface IBad : IManagedObject { void Go(params string[] a); }")]
    [InlineData("VSG008", "a", "[ManagedType] public interface IBad : IManagedObject { void Go(int a = 1); }")]
    [InlineData("VSG009", "Go", "[ManagedType] public interface IBad : IManagedObject { void Go<T>(string a); }")]
    [InlineData("VSG009", "Done", "[ManagedType] public interface IBad : IManagedObject { event Action Done; }")]
    [InlineData("VSG010", "Bad", "public sealed record Bad : DataObject;")]
    [InlineData("VSG010", "Bad", "public abstract partial record Bad : DataObject;")]
    [InlineData("VSG010", "Bad", "public sealed partial record Bad(string Name) : DataObject;")]
    [InlineData("VSG010", "Bad", "public sealed partial record Bad<T> : DataObject;")]
    [InlineData("VSG010", "Bad", "public static partial class Outer { public sealed partial record Bad : DataObject; }")]
    [InlineData("VSG010", "Other", "[ManagedType] public interface Other : IManagedObject;")]
    [InlineData("VSG011", "Go", "[ManagedType] public interface IBad : IManagedObject { [Throws(typeof(Thing))] void Go(); }")]
    [InlineData("VSG012", "A", "public sealed partial record Bad : DataObject { [RequiredUpTo(ApiVersion.V6_0)] public required string A { get; init; } }")]
    public void A_declaration_that_it_cannot_handle_is_reported_where_it_is(string id, string place, string declaration)
    {
        var diagnostic = Assert.Single(Generation.Of(Sound + declaration).Diagnostics);

        Assert.Equal((id, DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        var lines = (Sound + declaration).Split('\n');
        var span = diagnostic.Location.GetLineSpan();
        Assert.Equal("Declarations.cs", span.Path);
        Assert.Equal(lines.Length + 2, span.StartLinePosition.Line);
        Assert.Equal(place, lines[^1][span.StartLinePosition.Character..span.EndLinePosition.Character]);
    }

    [Theory]
    [InlineData("namespace A { public partial record Twice : DataObject; }")]
    [InlineData("public static class Outer { public partial record Twice : DataObject; }")]
    public void Two_types_of_one_name_are_reported_and_one_of_them_is_generated(string second)
    {
        var generation = Generation.Of("public sealed partial record Twice : DataObject;\n" + second);

        Assert.Equal(["VSG005", "VSG010"], generation.Diagnostics.Select(static d => d.Id).Order());
        Assert.Single(generation.Files, "Data.Twice.g.cs");
    }

    [Fact]
    public void A_base_for_which_nothing_is_generated_is_reported_at_what_extends_it()
    {
        var generation = Generation.Of("public record Base : DataObject;\npublic sealed partial record Bad : Base;");

        Assert.Equal([("VSG007", 4), ("VSG010", 3)], generation.Diagnostics.OrderBy(static d => d.Id).Select(static d => (d.Id, d.Location.GetLineSpan().StartLinePosition.Line)));
        Assert.DoesNotContain("Data.Bad.g.cs", generation.Files);
    }

    [Theory]
    [InlineData("managed Folder vim.Folder")]
    [InlineData("method Login")]
    [InlineData("property a b")]
    [InlineData("method Logout vim.SessionManager.logout2")]
    public void A_line_of_names_that_cannot_be_read_is_reported(string line)
    {
        var generation = Generation.Of(Sound, $"# names\nmethod Logout vim.SessionManager.logout\n{line}\n");

        var diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal(("VSG013", "Api/vmodl-names.txt", 2), (diagnostic.Id, diagnostic.Location.GetLineSpan().Path, diagnostic.Location.GetLineSpan().StartLinePosition.Line));
        Assert.Contains($"'{line}'", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_says_what_is_wrong_and_what_to_do()
    {
        var diagnostic = Assert.Single(Generation.Of(Sound + "public sealed partial record Bad : DataObject { public Newer? Newer { get; init; } }").Diagnostics);

        Assert.Equal(
            "'Newer' exists since V2_0, but its type 'Newer' only since V6_0: add [Since(ApiVersion.V6_0)] or a later version",
            diagnostic.GetMessage(null));
    }

    [Fact]
    public void An_unresolved_type_is_left_to_the_compiler() =>
        Assert.Empty(Generation.Of("public sealed partial record Bad : DataObject { public Missing? A { get; init; } }").Diagnostics);
}
