using System.Collections.Frozen;

namespace VimSessionService.Core.Authorization;

/// <summary>The privileges of the API by their ids, and names for those that the service itself speaks of.</summary>
public static class Privileges
{
    /// <summary>Held by every session, by a user with any access, and by a reader of an object.</summary>
    public const string SystemAnonymous = "System.Anonymous";
    /// <inheritdoc cref="SystemAnonymous"/>
    public const string SystemView = "System.View";
    /// <inheritdoc cref="SystemAnonymous"/>
    public const string SystemRead = "System.Read";

    /// <summary>Sessions of others, and the message to them.</summary>
    public const string SessionsGlobalMessage = "Sessions.GlobalMessage";
    /// <inheritdoc cref="SessionsGlobalMessage"/>
    public const string SessionsImpersonateUser = "Sessions.ImpersonateUser";
    /// <inheritdoc cref="SessionsGlobalMessage"/>
    public const string SessionsTerminateSession = "Sessions.TerminateSession";
    /// <inheritdoc cref="SessionsGlobalMessage"/>
    public const string SessionsValidateSession = "Sessions.ValidateSession";

    /// <summary>Roles and permissions.</summary>
    public const string AuthorizationModifyRoles = "Authorization.ModifyRoles";
    /// <inheritdoc cref="AuthorizationModifyRoles"/>
    public const string AuthorizationReassignRolePermissions = "Authorization.ReassignRolePermissions";

    /// <summary>Writing and removing the files that are reached over HTTP.</summary>
    public const string DatastoreFileManagement = "Datastore.FileManagement";

    /// <summary>Registration of extensions.</summary>
    public const string ExtensionRegister = "Extension.Register";
    /// <inheritdoc cref="ExtensionRegister"/>
    public const string ExtensionUnregister = "Extension.Unregister";
    /// <inheritdoc cref="ExtensionRegister"/>
    public const string ExtensionUpdate = "Extension.Update";

    /// <summary>The server as a whole.</summary>
    public const string GlobalLicenses = "Global.Licenses";
    /// <inheritdoc cref="GlobalLicenses"/>
    public const string GlobalLogEvent = "Global.LogEvent";
    /// <inheritdoc cref="GlobalLicenses"/>
    public const string GlobalSettings = "Global.Settings";
    /// <inheritdoc cref="GlobalLicenses"/>
    public const string GlobalVCServer = "Global.VCServer";

    /// <summary>Every privilege id, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = Array.AsReadOnly(
    [
        "Alarm.Delete",
        "Alarm.Edit",
        "Alarm.SetStatus",
        AuthorizationModifyRoles,
        AuthorizationReassignRolePermissions,
        "Certificate.Manage",
        "Cryptographer.ManageKeyServers",
        "Cryptographer.ManageKeys",
        "Cryptographer.RegisterHost",
        "Cryptographer.RegisterVM",
        "DVPortgroup.Create",
        "DVSwitch.Create",
        "DVSwitch.Modify",
        "DVSwitch.PortConfig",
        "DVSwitch.ResourceManagement",
        "Datacenter.Create",
        "Datacenter.Reconfigure",
        "Datastore.Browse",
        "Datastore.Config",
        "Datastore.Delete",
        "Datastore.DeleteFile",
        DatastoreFileManagement,
        "Datastore.Rename",
        "Datastore.UpdateVirtualMachineFiles",
        ExtensionRegister,
        ExtensionUnregister,
        ExtensionUpdate,
        "Folder.Create",
        "Folder.Delete",
        "Global.Diagnostics",
        GlobalLicenses,
        GlobalLogEvent,
        "Global.ManageCustomFields",
        "Global.ServiceManagers",
        GlobalSettings,
        GlobalVCServer,
        "HealthUpdateProvider.Register",
        "HealthUpdateProvider.Unregister",
        "HealthUpdateProvider.Update",
        "Host.Cim.CimInteraction",
        "Host.Config.AdvancedConfig",
        "Host.Config.AuthenticationStore",
        "Host.Config.AutoStart",
        "Host.Config.Connection",
        "Host.Config.DateTime",
        "Host.Config.Firmware",
        "Host.Config.HyperThreading",
        "Host.Config.Image",
        "Host.Config.Maintenance",
        "Host.Config.Memory",
        "Host.Config.NetService",
        "Host.Config.Network",
        "Host.Config.Nvdimm",
        "Host.Config.Patch",
        "Host.Config.PciPassthru",
        "Host.Config.Power",
        "Host.Config.ProductLocker",
        "Host.Config.Resources",
        "Host.Config.Settings",
        "Host.Config.Storage",
        "Host.Inventory.AddHostToCluster",
        "Host.Inventory.AddStandaloneHost",
        "Host.Inventory.CreateCluster",
        "Host.Inventory.EditCluster",
        "Host.Local.ManageUserGroups",
        "Network.Delete",
        "Performance.ModifyIntervals",
        "Profile.Clear",
        "Profile.Create",
        "Profile.Delete",
        "Profile.Edit",
        "Profile.Export",
        "Profile.View",
        "Resource.ColdMigrate",
        "Resource.CreatePool",
        "Resource.EditPool",
        "Resource.QueryVMotion",
        "ScheduledTask.Delete",
        "ScheduledTask.Edit",
        "ScheduledTask.Run",
        SessionsGlobalMessage,
        SessionsImpersonateUser,
        SessionsTerminateSession,
        SessionsValidateSession,
        SystemAnonymous,
        SystemRead,
        SystemView,
        "Task.Create",
        "Task.Update",
        "TenantManager.Query",
        "TenantManager.Update",
        "VApp.Clone",
        "VApp.Create",
        "VApp.Export",
        "VApp.ExtractOvfEnvironment",
        "VApp.Import",
        "VApp.PowerOff",
        "VApp.PowerOn",
        "VApp.Suspend",
        "VApp.Unregister",
        "VirtualMachine.Config.AddExistingDisk",
        "VirtualMachine.Config.QueryFTCompatibility",
        "VirtualMachine.Config.QueryUnownedFiles",
        "VirtualMachine.Config.ReloadFromPath",
        "VirtualMachine.Config.RemoveDisk",
        "VirtualMachine.Config.ResetGuestInfo",
        "VirtualMachine.Config.Settings",
        "VirtualMachine.Config.UpgradeVirtualHardware",
        "VirtualMachine.Interact.AnswerQuestion",
        "VirtualMachine.Interact.ConsoleInteract",
        "VirtualMachine.Interact.CreateScreenshot",
        "VirtualMachine.Interact.CreateSecondary",
        "VirtualMachine.Interact.DefragmentAllDisks",
        "VirtualMachine.Interact.DisableSecondary",
        "VirtualMachine.Interact.EnableSecondary",
        "VirtualMachine.Interact.GuestControl",
        "VirtualMachine.Interact.MakePrimary",
        "VirtualMachine.Interact.PowerOff",
        "VirtualMachine.Interact.PowerOn",
        "VirtualMachine.Interact.PutUsbScanCodes",
        "VirtualMachine.Interact.Record",
        "VirtualMachine.Interact.Replay",
        "VirtualMachine.Interact.Reset",
        "VirtualMachine.Interact.Suspend",
        "VirtualMachine.Interact.TerminateFaultTolerantVM",
        "VirtualMachine.Interact.ToolsInstall",
        "VirtualMachine.Interact.TurnOffFaultTolerance",
        "VirtualMachine.Inventory.Create",
        "VirtualMachine.Inventory.Register",
        "VirtualMachine.Inventory.Unregister",
        "VirtualMachine.Provisioning.Clone",
        "VirtualMachine.Provisioning.Customize",
        "VirtualMachine.Provisioning.DiskRandomRead",
        "VirtualMachine.Provisioning.MarkAsTemplate",
        "VirtualMachine.Provisioning.MarkAsVM",
        "VirtualMachine.Provisioning.ModifyCustSpecs",
        "VirtualMachine.Provisioning.PromoteDisks",
        "VirtualMachine.Provisioning.ReadCustSpecs",
        "VirtualMachine.State.CreateSnapshot",
        "VirtualMachine.State.RemoveSnapshot",
        "VirtualMachine.State.RenameSnapshot",
        "VirtualMachine.State.RevertToSnapshot",
    ]);

    /// <summary>The same as a set.</summary>
    public static FrozenSet<string> Known { get; } = All.ToFrozenSet(StringComparer.Ordinal);
}
