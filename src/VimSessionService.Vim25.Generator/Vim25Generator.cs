using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VimSessionService.Vim25.Generator.Diagnostics;

namespace VimSessionService.Vim25.Generator;

/// <summary>
/// Derives from the declarations of the vim25 API, at compile time: the codecs and descriptions of data objects and faults, a
/// request class for each method, a class for each managed type that dispatches to its members, and the look-up tables. From
/// <c>vmodl-names.txt</c> it derives the look-ups of the names that error texts use. What it cannot handle it reports, and
/// generates nothing for that declaration.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class Vim25Generator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var data = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is RecordDeclarationSyntax { BaseList: not null },
                static (c, token) => c.SemanticModel.GetDeclaredSymbol(c.Node, token) is INamedTypeSymbol type
                    ? DeclaredTypes.Data(type, (RecordDeclarationSyntax)c.Node)
                    : null)
            .Where(static declared => declared is not null)
            .Select(static (declared, _) => declared!);
        var enums = context.SyntaxProvider.ForAttributeWithMetadataName(
            "VimSessionService.Vim25.WireEnumAttribute",
            static (_, _) => true,
            static (c, _) => DeclaredTypes.Enum((INamedTypeSymbol)c.TargetSymbol));
        var managed = context.SyntaxProvider.ForAttributeWithMetadataName(
            "VimSessionService.Vim25.ManagedTypeAttribute",
            static (_, _) => true,
            static (c, _) => DeclaredTypes.Managed((INamedTypeSymbol)c.TargetSymbol));
        var names = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith("vmodl-names.txt", StringComparison.Ordinal))
            .Select(static (file, token) => VmodlName.Read(file.Path, file.GetText(token)));

        context.RegisterSourceOutput(names, static (c, read) =>
        {
            foreach (var problem in read.Problems)
                c.ReportDiagnostic(problem.ToDiagnostic());
            c.AddSource("VmodlNames.g.cs", VmodlNameEmitter.Emit(read.Names));
        });
        RegisterProblems(context, data, static _ => []);
        RegisterProblems(context, enums, static _ => []);
        RegisterProblems(context, managed, static model => model.Methods.Select(static m => (m.Name, m.WireName)));

        var dataModels = Models(data, static model => model.Name, "DataModels");
        var enumModels = Models(enums, static model => model.Name, "EnumModels");
        var managedModels = Models(managed, static model => model.Name, "ManagedModels");
        context.RegisterSourceOutput(dataModels, static (c, model) => c.AddSource($"Data.{model.Name}.g.cs", DataObjectEmitter.Emit(model)));
        context.RegisterSourceOutput(managedModels, static (c, model) =>
        {
            c.AddSource($"Managed.{model.Name}.g.cs", ManagedTypeEmitter.Emit(model));
            if (model.Methods.Count > 0)
                c.AddSource($"Requests.{model.Name}.g.cs", RequestEmitter.Emit(model));
        });
        context.RegisterSourceOutput(dataModels.Collect(), static (c, models) =>
            c.AddSource("VimTypes.g.cs", TableEmitter.EmitTypes(models.OrderBy(m => m.Name, StringComparer.Ordinal))));
        context.RegisterSourceOutput(enumModels.Collect(), static (c, models) =>
            c.AddSource("VimEnums.g.cs", EnumEmitter.Emit(models.OrderBy(m => m.Name, StringComparer.Ordinal).ToList())));
        context.RegisterSourceOutput(managedModels.Collect(), static (c, models) =>
            c.AddSource("VimManagedTypes.g.cs", TableEmitter.EmitManaged(models.OrderBy(m => m.Name, StringComparer.Ordinal).ToList())));
    }

    /// <summary>What to generate from: the models without problems, each name once.</summary>
    private static IncrementalValuesProvider<T> Models<T>(IncrementalValuesProvider<Declared<T>> declared, Func<T, string> name, string step)
        where T : class =>
        declared.Where(static d => d.Model is not null).Select(static (d, _) => d.Model!).Collect()
            .SelectMany((models, _) => models.GroupBy(name).Select(static group => group.First()))
            .WithTrackingName(step);

    /// <summary>Reports the problems of declarations, and the names that two of them share.</summary>
    private static void RegisterProblems<T>(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Declared<T>> declared, Func<T, IEnumerable<(string Name, string WireName)>> methodsOf)
        where T : class
    {
        context.RegisterSourceOutput(declared, static (c, one) =>
        {
            foreach (var problem in one.Problems)
                c.ReportDiagnostic(problem.ToDiagnostic());
        });
        context.RegisterSourceOutput(declared.Collect(), (c, all) =>
        {
            foreach (var problem in Repeated(all, methodsOf))
                c.ReportDiagnostic(problem.ToDiagnostic());
        });
    }

    private static IEnumerable<DiagnosticInfo> Repeated<T>(ImmutableArray<Declared<T>> all, Func<T, IEnumerable<(string Name, string WireName)>> methodsOf)
        where T : class
    {
        var types = new HashSet<string>();
        var methods = new HashSet<string>();
        var wireNames = new HashSet<string>();
        foreach (var one in all)
        {
            if (!types.Add(one.Name))
            {
                yield return new(Descriptors.DuplicateType, one.Location, new([one.Name]));
                continue;
            }

            foreach (var (name, wireName) in one.Model is { } model ? methodsOf(model) : [])
            {
                if (!wireNames.Add(wireName))
                    yield return new(Descriptors.DuplicateMethod, one.Location, new([wireName]));
                else if (!methods.Add(name))
                    yield return new(Descriptors.DuplicateMethod, one.Location, new([name]));
            }
        }
    }
}
