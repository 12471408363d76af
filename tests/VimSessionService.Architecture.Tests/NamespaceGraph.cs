using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace VimSessionService.Architecture.Tests;

/// <summary>Which namespaces of an assembly use which others of it.</summary>
internal sealed class NamespaceGraph
{
    private readonly Dictionary<string, HashSet<string>> _uses = new(StringComparer.Ordinal);

    /// <summary>Reads an assembly.</summary>
    public NamespaceGraph(string file)
    {
        using var module = ModuleDefinition.ReadModule(file);
        foreach (var type in module.GetAllTypes().Where(static type => NamespaceOf(type).StartsWith("VimSessionService", StringComparison.Ordinal)))
        {
            if (!_uses.TryGetValue(NamespaceOf(type), out var uses))
                _uses.Add(NamespaceOf(type), uses = new(StringComparer.Ordinal));
            foreach (var used in References(type))
                Add(uses, used);
        }

        foreach (var (name, uses) in _uses)
        {
            uses.Remove(name);
            uses.IntersectWith(_uses.Keys);
        }
    }

    /// <summary>The groups of namespaces that need each other, each in alphabetical order.</summary>
    public IReadOnlyList<string> Cycles()
    {
        var reachable = _uses.Keys.ToDictionary(static name => name, Reach, StringComparer.Ordinal);
        return
        [
            .. _uses.Keys.Where(name => reachable[name].Contains(name))
                .Select(name => string.Join(' ', reachable[name].Where(other => reachable[other].Contains(name)).Order(StringComparer.Ordinal)))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private HashSet<string> Reach(string name)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>([name]);
        while (waiting.TryPop(out var at))
        {
            foreach (var next in _uses[at])
            {
                if (reached.Add(next))
                    waiting.Push(next);
            }
        }

        return reached;
    }

    private static string NamespaceOf(TypeReference type) => type.DeclaringType is { } outer ? NamespaceOf(outer) : type.Namespace;

    private static void Add(HashSet<string> uses, TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                foreach (var argument in generic.GenericArguments)
                    Add(uses, argument);
                Add(uses, generic.ElementType);
                return;
            case TypeSpecification specification:
                Add(uses, specification.ElementType);
                return;
            default:
                uses.Add(NamespaceOf(type));
                return;
        }
    }

    private static IEnumerable<TypeReference?> References(TypeDefinition type)
    {
        yield return type.BaseType;
        foreach (var implemented in type.Interfaces)
            yield return implemented.InterfaceType;
        foreach (var field in type.Fields)
            yield return field.FieldType;
        foreach (var method in type.Methods)
        {
            yield return method.ReturnType;
            foreach (var parameter in method.Parameters)
                yield return parameter.ParameterType;
            if (!method.HasBody)
                continue;
            foreach (var variable in method.Body.Variables)
                yield return variable.VariableType;
            foreach (var used in method.Body.Instructions.SelectMany(References))
                yield return used;
        }
    }

    private static IEnumerable<TypeReference?> References(Instruction instruction) => instruction.Operand switch
    {
        GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments, .. method.Parameters.Select(static parameter => parameter.ParameterType)],
        MethodReference method => [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(static parameter => parameter.ParameterType)],
        FieldReference field => [field.DeclaringType, field.FieldType],
        TypeReference type => [type],
        _ => [],
    };
}
