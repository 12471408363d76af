using System.Collections.Immutable;
using System.Diagnostics;
using VimSessionService.AdminClient.Limits;
using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Tables;

namespace VimSessionService.Lab.Limits;

/// <summary>A limit that was set.</summary>
/// <param name="Value">The number; of a time its ticks.</param>
/// <param name="Stamp">Tells it from one of the same value that was set another time.</param>
internal sealed record SetLimit(long Value, long Stamp);

/// <summary>
/// The limits of sessions that the operator has set. The idle time and the cap are advanced settings too: of the two that is in force which was set last, so a limit that is set
/// takes the setting out.
/// </summary>
internal sealed class LimitBook
{
    public const string MaxSessions = "maxSessions";
    public const string MaxUserSessions = "maxUserSessions";
    public const string IdleTimeout = "idleTimeout";
    public const string MaxLifetime = "maxLifetime";

    private readonly SessionLimits _settings;
    private readonly ServerAdvancedSettings _advanced;

    /// <summary>Makes it; nothing is set.</summary>
    /// <param name="settings">Where the limits are in force.</param>
    /// <param name="advanced">The settings that clients change.</param>
    public LimitBook(SessionLimits settings, ServerAdvancedSettings advanced)
    {
        (_settings, _advanced) = (settings, advanced);
        Cell.Changed += Enforce;
    }

    /// <summary>Where they are.</summary>
    public TableCell<ImmutableDictionary<string, SetLimit>> Cell { get; } = new(ImmutableDictionary.Create<string, SetLimit>(StringComparer.Ordinal));

    /// <summary>The limits that are in force.</summary>
    public LimitValues Current => new(_settings.MaxSessions, _settings.MaxUserSessions, _settings.IdleTimeout, _settings.MaxLifetime);

    /// <summary>Makes a change that was checked.</summary>
    public void Apply(LimitChange change)
    {
        if (change.IdleTimeout is not null)
            _advanced.Forget(SessionAdvancedSettings.IdleTimeout);
        if (change.MaxSessions is not null)
            _advanced.Forget(SessionAdvancedSettings.MaxSessionCount);
        Cell.Change(limits =>
        {
            var next = limits.ToBuilder();
            Set(next, MaxSessions, change.MaxSessions);
            Set(next, MaxUserSessions, change.MaxUserSessions);
            Set(next, IdleTimeout, change.IdleTimeout?.Ticks);
            Set(next, MaxLifetime, change.MaxLifetime?.Ticks);
            return next.ToImmutable();
        });
    }

    /// <summary>Has all limits be these.</summary>
    public void Restore(LimitValues limits) => Apply(new LimitChange
    {
        MaxSessions = limits.MaxSessions,
        MaxUserSessions = limits.MaxUserSessions,
        IdleTimeout = limits.IdleTimeout,
        MaxLifetime = limits.MaxLifetime,
    });

    private static void Set(ImmutableDictionary<string, SetLimit>.Builder limits, string name, long? value)
    {
        if (value is { } given)
            limits[name] = new SetLimit(given, Stopwatch.GetTimestamp());
    }

    /// <summary>Has those be in force that are others than before, unless a client has set the advanced setting since.</summary>
    private void Enforce(ImmutableDictionary<string, SetLimit> before, ImmutableDictionary<string, SetLimit> after)
    {
        foreach (var (name, limit) in after)
        {
            if (before.GetValueOrDefault(name) == limit)
                continue;
            switch (name)
            {
                case MaxSessions when !_advanced.IsSet(SessionAdvancedSettings.MaxSessionCount):
                    _settings.MaxSessions = (int)limit.Value;
                    break;
                case MaxUserSessions:
                    _settings.MaxUserSessions = (int)limit.Value;
                    break;
                case IdleTimeout when !_advanced.IsSet(SessionAdvancedSettings.IdleTimeout):
                    _settings.IdleTimeout = TimeSpan.FromTicks(limit.Value);
                    break;
                case MaxLifetime:
                    _settings.MaxLifetime = TimeSpan.FromTicks(limit.Value);
                    break;
                default:
                    break;
            }
        }
    }
}
