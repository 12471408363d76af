using VimSessionService.Vim25;

namespace VimSessionService.Schema.Tests.Facts;

/// <summary>The facts of the whole API are read when the first name is asked for that has no declaration.</summary>
public sealed class ServedApiTests
{
    [Fact]
    public void Declared_names_do_not_touch_the_facts()
    {
        var api = new ServedApi();
        Assert.NotNull(api.FindType("UserSession"));
        Assert.NotNull(api.FindManagedType("SessionManager"));
        Assert.NotNull(api.FindMethod("Login"));
        Assert.NotNull(api.EnumValues("TaskInfoState"));
        Assert.False(api.HasEnum("TaskInfoState"));
        Assert.Equal(TaskInfoState.Error, api.ParseEnum("TaskInfoState", "error", "state"));
        Assert.False(api.IsWholeRead);
    }

    [Theory]
    [InlineData("type", "VirtualMachineConfigInfo")]
    [InlineData("managed type", "HostStorageSystem")]
    [InlineData("method", "PowerOnVM_Task")]
    [InlineData("enumeration", "VirtualDiskMode")]
    public void A_name_without_a_declaration_reads_them(string kind, string name)
    {
        var api = new ServedApi();
        Assert.NotNull(kind switch
        {
            "type" => api.FindType(name),
            "managed type" => api.FindManagedType(name),
            "method" => api.FindMethod(name),
            _ => (object?)api.EnumValues(name),
        });
        Assert.True(api.IsWholeRead);
    }
}
