using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>What reading one property gave: a value, nothing (unset), or the fault that says why the caller may not read it.</summary>
internal readonly record struct PropertyReading(object? Value, NoPermission? Denied);

/// <summary>Reads properties by path, with the caller's privileges and in the call's version.</summary>
internal sealed class PropertyReader(AccessCheck access)
{
    /// <summary>What a reader needs where a property declares nothing of its own.</summary>
    private const string Read = "System.Read";

    /// <summary>
    /// What a reader needs for an object of which only the name is known, and for one that the session has made: what making it took. A user who may read one folder alone
    /// reads the content of views, at a vCenter too (docs/facts/privileges-and-events.md#session-objects).
    /// </summary>
    private const string View = "System.View";

    /// <summary>Refuses a path that a type does not have in a version, whether or not there is an object of it.</summary>
    /// <exception cref="VimFaultException">InvalidProperty: the type has no such path.</exception>
    public static void Check(VimManagedType type, string path, ApiVersion version)
    {
        var steps = PropertyPath.Parse(path);
        if (!type.IsDeclared)
            return;
        if (type.FindProperty(steps[0].Name) is not { } property || property.Since > version)
            throw PropertyPath.Invalid(path);
        CheckPath(property.Type, steps, path, version);
    }

    /// <summary>Reads the value at a path.</summary>
    /// <exception cref="VimFaultException">InvalidProperty: the type has no such path.</exception>
    public ValueTask<PropertyReading> ReadAsync(CallContext call, ManagedObject<CallContext> target, string path)
    {
        if (target.Type.IsDeclared && target.Type.FindProperty(path) is { } plain && plain.Since <= call.Version)
            return ReadAsync(call, target, plain);
        var steps = PropertyPath.Parse(path);
        if (!target.Type.IsDeclared)
            return ReadUndeclaredAsync(call, target);
        var property = target.Type.FindProperty(steps[0].Name);
        if (property is null || property.Since > call.Version)
            throw PropertyPath.Invalid(path);
        CheckPath(property.Type, steps, path, call.Version);
        return FollowAsync(ReadAsync(call, target, property), steps, call);
    }

    /// <summary>Reads any property of an object of which only the name is known: it is unset, or denied.</summary>
    public async ValueTask<PropertyReading> ReadUndeclaredAsync(CallContext call, ManagedObject<CallContext> target) =>
        new(null, await access.CheckAsync(call, target, View));

    /// <summary>Reads a declared property that the call's version knows.</summary>
    public ValueTask<PropertyReading> ReadAsync(CallContext call, ManagedObject<CallContext> target, VimProperty property)
    {
        var check = access.CheckAsync(call, target, property.Privilege ?? (target is ISessionObject ? View : Read));
        if (!check.IsCompletedSuccessfully)
            return WhenCheckedAsync(check, call, target, property);
        if (check.Result is { } denied)
            return new(new PropertyReading(null, denied));
        var value = target.ReadPropertyAsync(property.Name, call);
        return value.IsCompletedSuccessfully ? new(new PropertyReading(value.Result, null)) : WhenReadAsync(value);
    }

    private static async ValueTask<PropertyReading> WhenCheckedAsync(
        ValueTask<NoPermission?> check, CallContext call, ManagedObject<CallContext> target, VimProperty property) =>
        await check is { } denied ? new(null, denied) : new(await target.ReadPropertyAsync(property.Name, call), null);

    private static async ValueTask<PropertyReading> WhenReadAsync(ValueTask<object?> value) => new(await value, null);

    private static async ValueTask<PropertyReading> FollowAsync(ValueTask<PropertyReading> whole, PropertyStep[] steps, CallContext call)
    {
        var reading = await whole;
        return reading.Denied is null ? new PropertyReading(PropertyFollower.Follow(reading.Value, steps, 0, call.Budget), null) : reading;
    }

    /// <summary>Refuses a path that the declared types do not have, whether or not the value is set.</summary>
    private static void CheckPath(VimTypeRef type, PropertyStep[] steps, string path, ApiVersion version)
    {
        for (var i = 0; ; i++)
        {
            if (steps[i].Key is not null)
            {
                if (!type.IsArray)
                    throw PropertyPath.Invalid(path);
                type = type with { IsArray = false };
            }

            if (i + 1 == steps.Length)
                return;
            if (type.IsArray || type.Kind is not (VimKind.Object or VimKind.Any))
                throw PropertyPath.Invalid(path);
            if (type.Kind == VimKind.Any)
                return; // only the value knows what it has
            var field = type.Object.FindField(steps[i + 1].Name);
            if (field is null || field.Since > version)
                throw PropertyPath.Invalid(path);
            type = field.Type;
        }
    }
}
