using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace VimSessionService.Vim25.Generator.Diagnostics;

/// <summary>A diagnostic as a value, which holds on to no syntax tree, so that the outputs of the generator's steps can be compared.</summary>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, LocationInfo? Location, EquatableArray<string> Arguments)
{
    /// <summary>A diagnostic at the declaration of a symbol.</summary>
    public static DiagnosticInfo At(ISymbol symbol, DiagnosticDescriptor descriptor, params string[] arguments) =>
        new(descriptor, LocationInfo.Of(symbol), new(arguments));

    /// <summary>The diagnostic for the compiler.</summary>
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location?.ToLocation(), [.. Arguments]);
}

/// <summary>A place in a source file.</summary>
internal sealed record LocationInfo(string Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>The first place where a symbol is declared; null when that is not in source.</summary>
    public static LocationInfo? Of(ISymbol symbol)
    {
        foreach (var location in symbol.Locations)
        {
            if (location.SourceTree is { } tree)
                return new(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span);
        }

        return null;
    }

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}

/// <summary>What was read of a declaration: the model, when it can be generated from, or the reasons why not.</summary>
internal sealed record Declared<T>(T? Model, string Name, LocationInfo? Location, EquatableArray<DiagnosticInfo> Problems)
    where T : class;
