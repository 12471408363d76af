using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Events;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Tables;
using VimSessionService.Vim25;

namespace VimSessionService.Redis.Tests.Tables;

/// <summary>The tables of one replica.</summary>
internal sealed class OwnTables
{
    private static readonly ServiceAddress Address = new("https", "vc.example", 443);

    public OwnTables(TimeProvider time, DirectoryDeclaration? declared = null, string message = "")
    {
        Directory = new ServiceDirectory(time);
        Directory.Declare(declared ?? new DirectoryDeclaration());
        Settings = new ServerAdvancedSettings(VCenterAdvancedSettings.Create(Live, AccountDirectory.UsualSsoDomain), Live);
        Message = new ServiceMessage(message);
    }

    public ServiceDirectory Directory { get; }

    public LiveAdvancedSettings Live { get; } = new(new SessionLimits(), new EventRetention(), new LogLevelSetting());

    public ServerAdvancedSettings Settings { get; }

    public ServiceMessage Message { get; }

    /// <summary>The changes of these tables.</summary>
    public ITableChanges Changes { get; set; } = new LocalTableChanges();

    public object? Value(string key) => Settings.Query(key, Address)[0].Value;

    public void Set(string key, object value) => Settings.Update([new OptionValue { Key = key, Value = value }]);

    public ValueTask ChangeAsync(Action change) => Changes.RunAsync(change, TestContext.Current.CancellationToken);
}
