using System.Text.Json;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Core;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Schema;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Lab.Answers;

/// <summary>A property that gets another value, made ready once.</summary>
/// <param name="Object">The object; null for the one that is called.</param>
/// <param name="Path">The path of the property.</param>
/// <param name="Value">The value; null to unset it.</param>
internal sealed record StubbedProperty(ManagedObjectReference? Object, string Path, object? Value)
{
    /// <summary>What the service says itself of every object.</summary>
    private static readonly string[] OwnProperties = ["parent", "permission", "effectiveRole", "recentTask"];

    /// <summary>Makes a change of its specification.</summary>
    /// <param name="spec">The specification.</param>
    /// <param name="called">The type of the object that is called.</param>
    /// <param name="place">Its place, for errors.</param>
    /// <param name="catalog">The types of the API.</param>
    /// <exception cref="RefusedException">The type has no such property, or the value does not fit.</exception>
    public static StubbedProperty Read(StubChange spec, string called, string place, VimCatalog catalog)
    {
        if (catalog is not ServedApi { Whole: var api })
            throw new RefusedException(place, "needs an inventory. Start the service with --inventory");
        ManagedObjectReference? target = null;
        if (spec.Object is { } given)
        {
            if (given.Split(':', 2) is not [{ Length: > 0 } typeName, { Length: > 0 } value])
                throw new RefusedException($"{place}/object", "is no reference. Write its type and its value, as VirtualMachine:vm-12");
            target = new ManagedObjectReference(typeName, value);
        }

        var type = api.FindManagedType(target?.Type ?? called)
            ?? throw new RefusedException($"{place}/object", $"names the type {target?.Type}, which is no type of managed objects.{NearestNames.Hint(target?.Type ?? called, api.ManagedTypes.Select(static known => known.Name))}");
        var end = TypeAt(spec.Property, type, $"{place}/property", api);
        var unset = spec.Value is not { ValueKind: not JsonValueKind.Null };
        return new StubbedProperty(target, spec.Property, unset ? null : JsonFieldReader.ReadValue(spec.Value!.Value, end, $"{place}/value", api));
    }

    private static VimTypeRef TypeAt(string path, VimManagedType owner, string place, WholeApi api)
    {
        PropertyStep[] steps;
        try
        {
            steps = PropertyPath.Parse(path);
        }
        catch (VimFaultException)
        {
            throw new RefusedException(place, "is no path of a property, such as runtime.powerState");
        }

        if (owner.FindProperty(steps[0].Name) is not { } property)
        {
            IReadOnlyList<string> names = [.. owner.PropertiesByName.Select(static known => known.Name)];
            throw new RefusedException(place, $"begins with {steps[0].Name}, which is no property of {owner.Name}.{NearestNames.Hint(steps[0].Name, names)}", names);
        }

        if (OwnProperties.Contains(property.Name))
            throw new RefusedException(place, $"begins with {property.Name}, which the service says itself");
        var type = ItemOf(property.Type, steps[0], place);
        foreach (var step in steps.Skip(1))
        {
            if (type.IsArray || type.Kind != VimKind.Object)
                throw new RefusedException(place, $"goes on with {step.Name} into {type.WireName}, which has no members");
            var field = type.Object.FindField(step.Name) ?? api.AllTypes.Where(other => other.Is(type.Object)).Select(other => other.FindField(step.Name)).FirstOrDefault(static found => found is not null)
                ?? throw new RefusedException(place, $"goes on with {step.Name}, which is no field of {type.Name} or of a type that extends it.{NearestNames.Hint(step.Name, JsonFieldReader.FieldsOf(type.Object))}", JsonFieldReader.FieldsOf(type.Object));
            type = ItemOf(field.Type, step, place);
        }

        return type;
    }

    private static VimTypeRef ItemOf(VimTypeRef type, PropertyStep step, string place)
    {
        if (step.Key is null)
            return type;
        return type.IsArray && type.Kind == VimKind.Object ? type with { IsArray = false } : throw new RefusedException(place, $"has a key after {step.Name}, which is no array of data objects");
    }
}
