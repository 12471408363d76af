namespace VimSessionService.ClientTests.Harness;

/// <summary>
/// A document whose blocks of one language are one program, in their order: a script of the shell, a file of pytest and one of "go test",
/// which use the kits. A block of C# is a program with the first one of them before it, and a block of <c>ini</c> is the configuration of pytest.
/// </summary>
internal static class DocumentProgram
{
    /// <summary>The documents that are so.</summary>
    public static IReadOnlyList<string> Documents { get; } = ["docs/testing-guide.md", "kits/go/README.md", "kits/python/README.md"];

    /// <summary>Runs the blocks of one language.</summary>
    public static async Task RunAsync(Shell shell, string language, IReadOnlyList<CodeBlock> blocks)
    {
        var text = string.Join('\n', blocks.Select(static block => block.Text));
        switch (language)
        {
            case "sh":
                var run = await shell.RunAsync(text);
                Assert.True(run.ExitCode == 0, $"{blocks[0].Document}: its script ended with {run.ExitCode}:\n{run.Output}");
                break;
            case "ini":
                await WriteAsync(shell, "pytest", "pytest.ini", text);
                break;
            case "python":
                await KitPrograms.PytestAsync(shell, await WriteAsync(shell, "pytest", "test_document.py", text));
                break;
            case "go":
                await KitPrograms.GoTestAsync(shell, "document", await WriteAsync(shell, "document", "document_test.go", text));
                break;
            case "csharp":
                foreach (var block in blocks.Skip(1))
                    await CSharpBlock.Compile(blocks[0].Text + block.Text)();
                break;
            default:
                throw new InvalidOperationException($"{blocks[0].Place}: nothing runs '{language}'.");
        }
    }

    private static async Task<string> WriteAsync(Shell shell, string folder, string name, string text)
    {
        var directory = Directory.CreateDirectory(Path.Combine(shell.Folder, folder)).FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, name), text, TestContext.Current.CancellationToken);
        return directory;
    }
}
