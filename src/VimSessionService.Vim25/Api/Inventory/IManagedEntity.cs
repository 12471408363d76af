namespace VimSessionService.Vim25;

/// <summary>An object that can bear custom values.</summary>
[ManagedType]
public interface IExtensibleManagedObject : IManagedObject
{
    [Since(ApiVersion.V2_5), Privilege("System.View")]
    CustomFieldValue[]? Value { get; }

    [Since(ApiVersion.V2_5), Privilege("System.View")]
    CustomFieldDef[]? AvailableField { get; }

    [Since(ApiVersion.V2_5), WireName("setCustomValue")]
    void SetCustomValue(string key, string value);
}

/// <summary>An object of the inventory: it has a name, a parent and permissions.</summary>
[ManagedType]
public interface IManagedEntity : IExtensibleManagedObject
{
    [Privilege("System.View"), Reference("ManagedEntity")]
    ManagedObjectReference? Parent { get; }

    [Privilege("System.View")]
    CustomFieldValue[]? CustomValue { get; }

    ManagedEntityStatus OverallStatus { get; }

    ManagedEntityStatus ConfigStatus { get; }

    Event[]? ConfigIssue { get; }

    [Privilege("System.View")]
    int[]? EffectiveRole { get; }

    Permission[]? Permission { get; }

    [Privilege("System.View")]
    string Name { get; }

    string[]? DisabledMethod { get; }

    [Reference("Task")]
    ManagedObjectReference[]? RecentTask { get; }

    [Privilege("System.View"), Undeclared("AlarmState")]
    DynamicData[]? DeclaredAlarmState { get; }

    [Privilege("System.View"), Undeclared("AlarmState")]
    DynamicData[]? TriggeredAlarmState { get; }

    [Since(ApiVersion.V4_0), Privilege("System.Read")]
    bool? AlarmActionsEnabled { get; }

    [Since(ApiVersion.V4_0), Privilege("System.View")]
    Tag[]? Tag { get; }

    [Privilege("System.Read")]
    void Reload();

    [Throws(typeof(DuplicateName), typeof(InvalidName))]
    void Rename_Task(string newName);

    [Throws(typeof(VimFault))]
    void Destroy_Task();
}

/// <summary>How an object is: unknown, well, in doubt or in trouble.</summary>
[WireEnum]
public enum ManagedEntityStatus
{
    Gray,
    Green,
    Yellow,
    Red,
}
