using System.Reflection;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Vim25.Tests;

/// <summary>What the generator made of the declarations.</summary>
public sealed class DeclarationTests
{
    private static readonly ManagedObjectReference RootFolder = new("Folder", "group-d1");

    public static TheoryData<string> Types => [.. VimTypes.Names];

    public static TheoryData<string> ManagedTypes => [.. VimManagedTypes.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_data_object_is_found_by_its_name_and_its_fields_are_the_records(string name)
    {
        var type = VimTypes.Find(name);
        Assert.NotNull(type);
        Assert.Equal(name, type.Name);
        var record = typeof(UserSession).Assembly.GetType($"VimSessionService.Vim25.{name}")!;
        var declared = record.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(p => p.CanWrite).ToList();
        Assert.Equal(declared.Select(p => p.GetCustomAttribute<WireNameAttribute>()?.Name ?? char.ToLowerInvariant(p.Name[0]) + p.Name[1..]), type.Fields.Select(f => f.Name));
        Assert.Equal(record.BaseType == typeof(DataObject) ? null : record.BaseType!.Name, type.Base?.Name);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void No_type_and_no_field_is_older_than_what_it_belongs_to(string name)
    {
        var type = VimTypes.Find(name)!;
        Assert.All(type.Fields, field => Assert.True(field.Since >= type.Since, field.Name));
        Assert.True(type.Base is null || type.Base.Since <= type.Since);
    }

    [Theory]
    [MemberData(nameof(ManagedTypes))]
    public void Every_method_is_found_by_its_name_and_belongs_to_its_type(string name)
    {
        var type = VimManagedTypes.Find(name)!;
        Assert.All(type.Methods, method =>
        {
            Assert.Same(method, VimManagedTypes.FindMethod(method.Name));
            Assert.Equal(name, method.Receiver);
            Assert.All(method.Faults, fault => Assert.True(VimTypes.Find(fault)!.Is(MethodFault.Schema)));
        });
        Assert.All(type.PropertiesByName, property => Assert.Same(property, type.FindProperty(property.Name)));
    }

    [Fact]
    public void SessionManager_has_the_fifteen_methods_and_six_properties_of_the_specification_with_their_privileges()
    {
        var type = VimManagedTypes.SessionManager;
        Assert.Equal(
            [
                "AcquireCloneTicket System.View", "AcquireGenericServiceTicket System.Anonymous", "AcquireLocalTicket System.Anonymous",
                "CloneSession System.Anonymous", "ImpersonateUser Sessions.ImpersonateUser", "Login System.Anonymous", "LoginBySSPI System.Anonymous",
                "LoginByToken System.Anonymous", "LoginExtensionByCertificate System.Anonymous", "LoginExtensionBySubjectName System.Anonymous",
                "Logout System.View", "SessionIsActive Sessions.ValidateSession", "SetLocale System.View", "TerminateSession Sessions.TerminateSession",
                "UpdateServiceMessage Sessions.GlobalMessage",
            ],
            type.Methods.Select(m => $"{m.Name} {m.Privilege}").Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "currentSession System.Anonymous", "defaultLocale System.Anonymous", "message System.View", "messageLocaleList System.Anonymous",
                "sessionList Sessions.TerminateSession", "supportedLocaleList System.Anonymous",
            ],
            type.Properties.Select(p => $"{p.Name} {p.Privilege}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_secret_of_the_logins_is_marked()
    {
        string[] secrets =
        [
            .. VimManagedTypes.SessionManager.Methods.SelectMany(m => m.Parameters.Where(p => p.Secret).Select(p => $"{m.Name}.{p.Name}")),
            .. VimManagedTypes.SessionManager.Methods.Where(m => m.ReturnsSecret).Select(m => m.Name),
        ];
        Assert.Equal(["AcquireCloneTicket", "CloneSession.cloneTicket", "Login.password", "LoginBySSPI.base64Token"], secrets.Order(StringComparer.Ordinal));
        Assert.True(SessionManagerGenericServiceTicket.Schema.FindField("id")!.Secret);
        Assert.True(SSPIChallenge.Schema.FindField("base64Token")!.Secret);
    }

    [Fact]
    public void The_text_of_a_value_or_a_request_is_its_name_alone()
    {
        Assert.Equal("SessionManagerGenericServiceTicket", new SessionManagerGenericServiceTicket { Id = "s3cret" }.ToString());
        Assert.Equal("Login", new LoginRequest { UserName = "root", Password = "s3cret" }.ToString());
    }

    [Theory]
    [InlineData(ApiVersion.V2_0, "NoPermission")]
    [InlineData(ApiVersion.V2_5, "NotAuthenticated")]
    public void A_type_that_a_version_does_not_know_is_what_it_extends(ApiVersion version, string type) =>
        Assert.Equal(type, new NotAuthenticated { Object = RootFolder }.GetSchema().KnownTo(version).Name);

    [Fact]
    public void An_object_answers_what_it_does_not_override_as_unset_or_NotSupported()
    {
        var bare = new BareFolder();
        Assert.Null(bare.ReadPropertyAsync("childEntity", this).Result());
        Assert.Null(bare.ReadPropertyAsync("parent", this).Result());
        Assert.IsType<NotSupported>(Assert.Throws<VimFaultException>(() => bare.InvokeAsync(new CreateFolderRequest { Name = "a" }, this).Result()).Fault);
        Assert.IsType<NotSupported>(Assert.Throws<VimFaultException>(() => bare.InvokeAsync(new LogoutRequest(), this).Result()).Fault);
    }

    private sealed class BareFolder() : FolderBase<DeclarationTests>(RootFolder);
}

internal static class CompletedTask
{
    /// <summary>The result of what has completed already.</summary>
    public static T Result<T>(this ValueTask<T> task) => task.IsCompletedSuccessfully ? task.Result : throw new InvalidOperationException("It has not completed.");
}
