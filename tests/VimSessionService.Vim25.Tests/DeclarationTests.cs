using System.Reflection;

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
            type.Methods.Where(m => m.IsPublished).Select(m => $"{m.Name} {m.Privilege}").Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "currentSession System.Anonymous", "defaultLocale System.Anonymous", "message System.View", "messageLocaleList System.Anonymous",
                "sessionList Sessions.TerminateSession", "supportedLocaleList System.Anonymous",
            ],
            type.Properties.Select(p => $"{p.Name} {p.Privilege}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Parameters_take_their_privileges_on_what_they_name() => Assert.Equal(
        [
            "CreateContainerView.container System.View", "CreateListView.obj System.View", "CreateVM_Task.pool Resource.AssignVMToPool", "FetchUserPrivilegeOnEntities.entities System.View",
            "HasPrivilegeOnEntities.entity System.Read", "HasPrivilegeOnEntity.entity System.Read", "HasUserPrivilegeOnEntities.entities System.View",
            "LogUserEvent.entity Global.LogEvent", "ModifyListView.add System.View", "ModifyListView.remove System.View",
            "RegisterVM_Task.pool Resource.AssignVMToPool", "RemoveEntityPermission.entity Authorization.ModifyPermissions",
            "ResetEntityPermissions.entity Authorization.ModifyPermissions", "ResetListView.obj System.View",
            "RetrieveEntityPermissions.entity System.Read", "SetEntityPermissions.entity Authorization.ModifyPermissions",
        ],
        VimManagedTypes.All.SelectMany(t => t.Methods).SelectMany(m => m.PrivilegedParameters.Select(p => $"{m.Name}.{p.Name} {p.Privilege}"))
            .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("WaitForUpdatesEx", ApiVersion.V4_1)]
    [InlineData("RetrievePropertiesEx", ApiVersion.V4_1)]
    [InlineData("ContinueRetrievePropertiesEx", ApiVersion.V4_1)]
    [InlineData("CancelRetrievePropertiesEx", ApiVersion.V4_1)]
    [InlineData("CreatePropertyCollector", ApiVersion.V4_1)]
    [InlineData("DestroyPropertyCollector", ApiVersion.V4_1)]
    [InlineData("RetrieveProperties", ApiVersion.V2_0)]
    [InlineData("CloneSession", ApiVersion.V2_5U2)]
    public void A_method_has_the_version_that_introduced_it(string method, ApiVersion since) =>
        Assert.Equal(since, VimManagedTypes.FindMethod(method)!.Since);

    [Theory]
    [InlineData("RetrieveOptions", "maxObjects", ApiVersion.V4_1)]
    [InlineData("RetrieveResult", "objects", ApiVersion.V4_1)]
    [InlineData("WaitOptions", "maxWaitSeconds", ApiVersion.V4_1)]
    [InlineData("UpdateSet", "truncated", ApiVersion.V4_1)]
    [InlineData("UpdateSet", "version", ApiVersion.V2_0)]
    [InlineData("PropertyFilterSpec", "reportMissingObjectsInResults", ApiVersion.V4_1)]
    [InlineData("KeyAnyValue", "value", ApiVersion.V4_0)]
    [InlineData("LocalizableMessage", "arg", ApiVersion.V4_0)]
    public void A_field_has_the_version_that_introduced_it(string type, string field, ApiVersion since) =>
        Assert.Equal(since, VimTypes.Find(type)!.FindField(field)!.Since);

    [Theory]
    [MemberData(nameof(Types))]
    public void No_member_is_older_than_the_type_of_its_values(string name) => Assert.All(
        VimTypes.Find(name)!.Fields.Where(field => field.Type.Kind == VimKind.Object), field => Assert.True(field.Type.Object.Since <= field.Since, field.Name));

    [Theory]
    [InlineData("CreateFolder", "DuplicateName InvalidName")]
    [InlineData("MoveIntoFolder_Task", "DuplicateName InvalidFolder InvalidState")]
    [InlineData("UnregisterAndDestroy_Task", "ConcurrentAccess InvalidState")]
    [InlineData("CreateVM_Task", "VmConfigFault FileFault OutOfBounds DuplicateName InvalidName InvalidDatastore InsufficientResourcesFault AlreadyExists InvalidState")]
    [InlineData("RegisterVM_Task", "OutOfBounds DuplicateName AlreadyExists InvalidDatastore NotFound InvalidName VmConfigFault InsufficientResourcesFault FileFault InvalidState")]
    [InlineData("CreateDVS_Task", "DvsFault DuplicateName InvalidName NotFound DvsNotAuthorized")]
    [InlineData("AddStandaloneHost_Task", "InvalidLogin HostConnectFault DuplicateName")]
    [InlineData("Rename_Task", "DuplicateName InvalidName")]
    [InlineData("FindByDatastorePath", "InvalidDatastore")]
    [InlineData("EnableFeature", "InvalidState LicenseServerUnavailable")]
    [InlineData("ConfigureLicenseSource", "CannotAccessLocalSource InvalidLicense LicenseServerUnavailable")]
    [InlineData("QueryConnectionInfo", "InvalidLogin HostConnectFault")]
    public void A_method_declares_its_faults_also_where_it_is_not_emulated(string method, string faults) =>
        Assert.Equal(faults, string.Join(' ', VimManagedTypes.FindMethod(method)!.Faults));

    [Theory]
    [InlineData("Folder", "vim.Folder")]
    [InlineData("PropertyCollector", "vmodl.query.PropertyCollector")]
    [InlineData("PropertyFilter", "vmodl.query.PropertyCollector.Filter")]
    [InlineData("ListView", "vim.view.ListView")]
    [InlineData("HostSystem", "vim.HostSystem")]
    [InlineData("HostNetworkSystem", "vim.host.NetworkSystem")]
    [InlineData("AlarmManager", "vim.alarm.AlarmManager")]
    [InlineData("VirtualMachine", "vim.VirtualMachine")]
    [InlineData("", "vmodl.ManagedObject")]
    public void A_managed_type_has_a_name_among_servers(string type, string name) => Assert.Equal(name, VmodlNames.OfManaged(type));

    [Theory]
    [InlineData("EventFilterSpec", "vim.event.EventFilterSpec")]
    [InlineData("PropertyFilterSpec", "vmodl.query.PropertyCollector.FilterSpec")]
    [InlineData("AuthorizationRole", "vim.AuthorizationManager.Role")]
    [InlineData("UserSession", "vim.UserSession")]
    [InlineData("DuplicateName", "vim.fault.DuplicateName")]
    public void A_data_type_has_a_name_among_servers(string type, string name) => Assert.Equal(name, VimTypes.Find(type)!.VmodlName);

    [Fact]
    public void Every_secret_of_the_logins_is_marked()
    {
        string[] secrets =
        [
            .. VimManagedTypes.SessionManager.Methods.SelectMany(m => m.Parameters.Where(p => p.Secret).Select(p => $"{m.Name}.{p.Name}")),
            .. VimManagedTypes.SessionManager.Methods.Where(m => m.ReturnsSecret).Select(m => m.Name),
        ];
        Assert.Equal(["AcquireCloneTicket", "CloneSession.cloneTicket", "Login.password", "LoginBySSPI.base64Token", "LoginExtension.base64SignedCredentials"], secrets.Order(StringComparer.Ordinal));
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
