using Microsoft.CodeAnalysis;
using VimSessionService.Vim25.Generator.Diagnostics;
using static VimSessionService.Vim25.Generator.DeclarationSymbols;

namespace VimSessionService.Vim25.Generator;

/// <summary>What a declaration must be so that code can be generated from it.</summary>
internal static class DeclarationRules
{
    /// <summary>The problems of a data object or fault.</summary>
    /// <param name="type">The record.</param>
    /// <param name="isPartial">Whether it is declared as partial.</param>
    public static IEnumerable<DiagnosticInfo> OfData(INamedTypeSymbol type, bool isPartial)
    {
        if (Form(type) is { } form)
            yield return form;
        else if (!isPartial)
            yield return DiagnosticInfo.At(type, Descriptors.UnsupportedDeclaration, type.Name, "is not partial");
        else if (type.IsAbstract)
            yield return DiagnosticInfo.At(type, Descriptors.UnsupportedDeclaration, type.Name, "is abstract");
        else if (!type.InstanceConstructors.Any(static c => c.Parameters.IsEmpty))
            yield return DiagnosticInfo.At(type, Descriptors.UnsupportedDeclaration, type.Name, "has no constructor without parameters");

        if (!IsDataObject(type.BaseType!) && !IsDeclaredData(type.BaseType!))
            yield return DiagnosticInfo.At(type, Descriptors.BaseNotDeclared, type.Name, type.BaseType!.Name, "it is not a partial record that is not abstract");

        foreach (var problem in Versions(type))
            yield return problem;
        var names = new HashSet<string>(Ancestors(type).TakeWhile(static t => !IsDataObject(t)).SelectMany(Members).Select(WireName));
        foreach (var member in Members(type))
        {
            if (!names.Add(WireName(member)))
                yield return DiagnosticInfo.At(member, Descriptors.DuplicateMember, type.Name, WireName(member));
            foreach (var problem in Typed(member, member.Type, VersionOf(member) ?? VersionOf(type)))
                yield return problem;
            if (Attribute(member, "RequiredUpToAttribute") is not null && !IsNullable(member.Type))
                yield return DiagnosticInfo.At(member, Descriptors.RequiredUpToOfRequired, member.Name);
        }
    }

    /// <summary>The problems of an enumeration.</summary>
    public static IEnumerable<DiagnosticInfo> OfEnum(INamedTypeSymbol type)
    {
        if (Form(type) is { } form)
            yield return form;
        foreach (var problem in Versions(type))
            yield return problem;
        var names = new HashSet<string>();
        foreach (var value in type.GetMembers().OfType<IFieldSymbol>().Where(static f => f.HasConstantValue))
        {
            if (!names.Add(WireName(value)))
                yield return DiagnosticInfo.At(value, Descriptors.DuplicateMember, type.Name, WireName(value));
        }
    }

    /// <summary>The problems of a managed type.</summary>
    public static IEnumerable<DiagnosticInfo> OfManaged(INamedTypeSymbol type)
    {
        if (Form(type) is { } form)
            yield return form;
        else if (type.Name.Length < 2 || type.Name[0] != 'I')
            yield return DiagnosticInfo.At(type, Descriptors.UnsupportedDeclaration, type.Name, "has a name that does not begin with I");

        foreach (var other in type.Interfaces.Where(static i => i.TypeKind != TypeKind.Error && Attribute(i, "ManagedTypeAttribute") is null))
            yield return DiagnosticInfo.At(type, Descriptors.BaseNotDeclared, type.Name, other.Name, "it has no [ManagedType]");
        if (type.Interfaces.Length > 1)
            yield return DiagnosticInfo.At(type, Descriptors.UnsupportedDeclaration, type.Name, "extends more than one type");

        foreach (var problem in Versions(type))
            yield return problem;
        var names = new HashSet<string>(type.AllInterfaces.SelectMany(static i => i.GetMembers().OfType<IPropertySymbol>()).Select(WireName));
        foreach (var member in type.GetMembers())
        {
            var problems = member switch
            {
                IPropertySymbol property => OfProperty(type, property, names),
                IMethodSymbol { MethodKind: MethodKind.Ordinary } method => OfMethod(type, method),
                IEventSymbol => [DiagnosticInfo.At(member, Descriptors.UnsupportedMember, member.Name, "an event")],
                _ => [],
            };
            foreach (var problem in problems)
                yield return problem;
        }
    }

    private static IEnumerable<DiagnosticInfo> OfProperty(INamedTypeSymbol type, IPropertySymbol property, HashSet<string> names)
    {
        if (property.IsIndexer)
        {
            yield return DiagnosticInfo.At(property, Descriptors.UnsupportedMember, type.Name, "an indexer");
            yield break;
        }

        if (property.IsStatic)
            yield return DiagnosticInfo.At(property, Descriptors.UnsupportedMember, property.Name, "static");
        if (!names.Add(WireName(property)))
            yield return DiagnosticInfo.At(property, Descriptors.DuplicateMember, type.Name, WireName(property));
        foreach (var problem in Typed(property, property.Type, VersionOf(property) ?? VersionOf(type)))
            yield return problem;
    }

    private static IEnumerable<DiagnosticInfo> OfMethod(INamedTypeSymbol type, IMethodSymbol method)
    {
        if (method.IsGenericMethod || method.IsStatic)
            yield return DiagnosticInfo.At(method, Descriptors.UnsupportedMember, method.Name, method.IsStatic ? "static" : "generic");
        var since = VersionOf(method) ?? VersionOf(type);
        foreach (var problem in Versions(method))
            yield return problem;
        if (!method.ReturnsVoid && TypeProblem(method, method.ReturnType, since) is { } result)
            yield return result;
        foreach (var fault in Faults(method))
        {
            if (fault.TypeKind != TypeKind.Error && !Ancestors(fault).Prepend(fault).Any(static t => t.Name == "MethodFault"))
                yield return DiagnosticInfo.At(method, Descriptors.NotAFault, method.Name, fault.Name);
        }

        var names = new HashSet<string> { "_this" };
        foreach (var parameter in method.Parameters)
        {
            var form = parameter.RefKind != RefKind.None ? "passed by reference"
                : parameter.IsParams ? "a params parameter"
                : parameter.HasExplicitDefaultValue ? "optional"
                : null;
            if (form is not null)
                yield return DiagnosticInfo.At(parameter, Descriptors.UnsupportedParameter, parameter.Name, method.Name, form);
            if (!names.Add(parameter.Name))
                yield return DiagnosticInfo.At(parameter, Descriptors.DuplicateMember, method.Name, parameter.Name);
            foreach (var problem in Typed(parameter, parameter.Type, VersionOf(parameter) ?? since))
                yield return problem;
        }
    }

    /// <summary>Generated code is in one namespace, and names types by their simple names.</summary>
    private static DiagnosticInfo? Form(INamedTypeSymbol type)
    {
        var reason = type.IsGenericType ? "is generic"
            : type.ContainingType is not null ? "is declared within another type"
            : type.ContainingNamespace.ToDisplayString() != Namespace ? $"is not in the namespace {Namespace}"
            : null;
        return reason is null ? null : DiagnosticInfo.At(type, Descriptors.UnsupportedDeclaration, type.Name, reason);
    }

    private static IEnumerable<DiagnosticInfo> Typed(ISymbol member, ITypeSymbol type, int? since)
    {
        foreach (var problem in Versions(member))
            yield return problem;
        if (TypeProblem(member, type, since) is { } unsupported)
            yield return unsupported;
    }

    private static DiagnosticInfo? TypeProblem(ISymbol member, ITypeSymbol type, int? since)
    {
        var item = Item(type);
        if (item.TypeKind == TypeKind.Error)
            return null; // the compiler reports it
        if (!IsSupported(item))
            return DiagnosticInfo.At(member, Descriptors.UnsupportedType, member.Name, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        return VersionOf(item) is { } introduced && introduced > (since ?? 0)
            ? DiagnosticInfo.At(member, Descriptors.MissingSince, member.Name, VersionName(item, since ?? 0), item.Name, VersionName(item, introduced))
            : null;
    }

    private static IEnumerable<DiagnosticInfo> Versions(ISymbol symbol)
    {
        foreach (var name in new[] { "Since", "RequiredUpTo" })
        {
            if (Attribute(symbol, name + "Attribute") is { } attribute && attribute.ConstructorArguments.FirstOrDefault().Value is not null && Version(attribute) is null)
                yield return DiagnosticInfo.At(symbol, Descriptors.UnknownVersion, symbol.Name, name);
        }
    }

    /// <summary>The name of a version's number, from the attribute that a type bears.</summary>
    private static string VersionName(ISymbol bearer, int version) =>
        Attribute(bearer, "SinceAttribute")!.ConstructorArguments[0].Type!.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(f => f.ConstantValue is byte number && number == version)?.Name ?? "V2_0";
}
