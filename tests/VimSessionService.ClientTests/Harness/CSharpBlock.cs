using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace VimSessionService.ClientTests.Harness;

/// <summary>Statements of C# from a document, compiled with the classes of this project's typed client.</summary>
internal static partial class CSharpBlock
{
    private const string Before = """
        using System; using System.Collections.Generic; using System.Linq; using System.Net.Http; using System.Net.Security; using System.Threading.Tasks; using System.Xml;
        using VimSessionService.ClientTests.Clients.Wcf;
        #nullable enable

        """;

    /// <summary>What the templates of web projects add.</summary>
    private const string Web = """
        using System.Threading; using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Hosting;
        using Microsoft.Extensions.DependencyInjection; using VimSessionService.Core; using VimSessionService.Core.Authentication;
        using VimSessionService.Core.Directory.Users; using VimSessionService.Hosting;

        """;

    /// <summary>Compiles the statements; the result runs them.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">They do not compile.</exception>
    public static Func<Task> Compile(string statements)
    {
        var platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var text = Text(statements);
        var compilation = CSharpCompilation.Create(
            "Block",
            [CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken)],
            platform.Split(Path.PathSeparator).Select(static file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = new MemoryStream();
        var made = compilation.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(made.Success, string.Join('\n', made.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)));
        assembly.Position = 0;
        var run = new AssemblyLoadContext("Block").LoadFromStream(assembly).GetType("Blocks.Block")!.GetMethod("RunAsync", BindingFlags.Public | BindingFlags.Static)!;
        return run.CreateDelegate<Func<Task>>();
    }

    /// <summary>What the block imports itself goes before what all blocks have: it stands in the inner namespace.</summary>
    private static string Text(string block)
    {
        var imports = string.Concat(Import().Matches(block).Select(static import => import.Value));
        var rest = Import().Replace(block, static import => new string('\n', import.Value.Count(static character => character == '\n')));
        var types = FirstType().Match(rest) is { Success: true, Index: var at } ? rest[at..] : "";
        return $$"""
            {{(block.Contains("WebApplication", StringComparison.Ordinal) ? Web : "")}}{{Before}}
            namespace Blocks
            {
            {{imports}}
            public static class Block { public static async Task RunAsync() { await Task.CompletedTask;
            #line 1
            {{rest[..^types.Length]}}
            } }
            {{types}}
            }
            """;
    }

    [GeneratedRegex(@"^using [\w.]+;\r?\n", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Import();

    /// <summary>Types come after the statements, as in a file of a program.</summary>
    [GeneratedRegex("^(?:internal|public) ", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex FirstType();
}
