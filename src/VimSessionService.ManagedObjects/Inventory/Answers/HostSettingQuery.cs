using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Answers;

/// <summary>The settings of a host by name: that one, or those below a name that ends with a dot; all of them for no name.</summary>
internal static class HostSettingQuery
{
    /// <summary>Those of some settings that a request asks for.</summary>
    /// <param name="setting">The property <c>setting</c>.</param>
    /// <param name="request">The call of QueryOptions.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="VimFaultException">InvalidName: there is none.</exception>
    public static DataObject[] Query(object? setting, VimRequest request, CallContext call)
    {
        var all = (setting as TypedArray)?.Items ?? setting as DataObject[] ?? [];
        if (DynamicMembers.Argument(request, "name") is not string { Length: > 0 } name)
            return all;
        call.Budget.Spend(all.Length);
        var found = Array.FindAll(all, option => DynamicMembers.Field(option, "key") is string key && (name[^1] == '.' ? key.StartsWith(name, StringComparison.Ordinal) : key == name));
        return found.Length > 0 ? found : throw new VimFaultException(new InvalidName { Name = name }, "there is no such setting");
    }
}
