using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace VimSessionService.ClientTests.Harness;

/// <summary>Statements of C# from a document, compiled with the classes of this project's typed client.</summary>
internal static class CSharpBlock
{
    private const string Before = """
        using System; using System.Collections.Generic; using System.Linq; using System.Net.Security; using System.Threading.Tasks; using System.Xml;
        using VimSessionService.ClientTests.Clients.Wcf;
        #nullable enable
        public static class Block { public static async Task RunAsync() { await Task.CompletedTask;
        #line 1

        """;

    /// <summary>What the templates of web projects add.</summary>
    private const string Web = """
        using System.Net.Http; using System.Threading; using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Hosting;
        using Microsoft.Extensions.DependencyInjection; using VimSessionService.Core; using VimSessionService.Core.Authentication;
        using VimSessionService.Core.Directory.Users; using VimSessionService.Hosting;

        """;

    /// <summary>Types come after the statements, as in a file of a program.</summary>
    private const string FirstType = "\ninternal ";

    /// <summary>Compiles the statements; the result runs them.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">They do not compile.</exception>
    public static Func<Task> Compile(string statements)
    {
        var platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var types = statements.IndexOf(FirstType, StringComparison.Ordinal) is var at and >= 0 ? statements[at..] : "";
        var text = $"{(statements.Contains("WebApplication", StringComparison.Ordinal) ? Web : "")}{Before}{statements[..^types.Length]}\n}} }}{types}";
        var compilation = CSharpCompilation.Create(
            "Block",
            [CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken)],
            platform.Split(Path.PathSeparator).Select(static file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = new MemoryStream();
        var made = compilation.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(made.Success, string.Join('\n', made.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)));
        assembly.Position = 0;
        var run = new AssemblyLoadContext("Block").LoadFromStream(assembly).GetType("Block")!.GetMethod("RunAsync", BindingFlags.Public | BindingFlags.Static)!;
        return run.CreateDelegate<Func<Task>>();
    }
}
