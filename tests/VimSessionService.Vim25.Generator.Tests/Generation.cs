using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace VimSessionService.Vim25.Generator.Tests;

/// <summary>Runs the generator over a source text that declares types of the API.</summary>
internal sealed class Generation
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Collections.dll" or "System.Private.CoreLib.dll")
            .Append(typeof(DataObject).Assembly.Location)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly CSharpCompilation _compilation;
    private GeneratorDriver _driver;

    private Generation(string declarations, string? names)
    {
        var source = $"using System;\nusing System.Collections.Generic;\nnamespace VimSessionService.Vim25;\n{declarations}";
        _compilation = CSharpCompilation.Create(
            "Declarations",
            [Parse(source, "Declarations.cs")],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _driver = CSharpGeneratorDriver.Create(
            [new Vim25Generator().AsSourceGenerator()],
            additionalTexts: names is null ? [] : [new NamesFile(names)],
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    /// <summary>Runs it once.</summary>
    public static Generation Of(string declarations, string? names = null)
    {
        var generation = new Generation(declarations, names);
        generation._driver = generation._driver.RunGenerators(generation._compilation, TestContext.Current.CancellationToken);
        return generation;
    }

    /// <summary>What the generator reported.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => Result.Diagnostics;

    /// <summary>The names of the files that it made.</summary>
    public IEnumerable<string> Files => Run.GeneratedSources.Select(static source => source.HintName);

    /// <summary>The steps of the last run, with what made them run.</summary>
    public GeneratorRunResult Run => Result.Results.Single();

    private GeneratorDriverRunResult Result => _driver.GetRunResult();

    /// <summary>Runs it again after a further file came to the same declarations.</summary>
    public void RunAgainWith(string file) => _driver = _driver.RunGenerators(
        _compilation.AddSyntaxTrees(Parse(file, "Further.cs")), TestContext.Current.CancellationToken);

    /// <summary>Runs it again after the declarations were replaced.</summary>
    public void RunAgainInstead(string declarations) => _driver = _driver.RunGenerators(
        new Generation(declarations, null)._compilation, TestContext.Current.CancellationToken);

    /// <summary>Compiles the declarations with what was generated, and gives the description of a data object.</summary>
    public VimType Load(string dataObject)
    {
        using var image = new MemoryStream();
        var emitted = _compilation.AddSyntaxTrees(Result.GeneratedTrees).Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        var assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
        return (VimType)assembly.GetType("VimSessionService.Vim25." + dataObject)!.GetProperty("Schema")!.GetValue(null)!;
    }

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest), path, cancellationToken: TestContext.Current.CancellationToken);

    private sealed class NamesFile(string text) : AdditionalText
    {
        public override string Path => "Api/vmodl-names.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
