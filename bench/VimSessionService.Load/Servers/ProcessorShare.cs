using System.Globalization;

namespace VimSessionService.Load.Servers;

/// <summary>
/// Gives a server a small share of a processor by the kernel's quota (cgroups), as if it had a slow processor of its own: so several servers with a processor each can be measured at their limit on one
/// that is faster than all of them together. It needs the rights to make a cgroup.
/// </summary>
internal sealed class ProcessorShare : IDisposable
{
    /// <summary>The shortest quota that the kernel takes. A short period makes those that wait for each other wait little longer than they would for slow processors.</summary>
    private const int QuotaMicroseconds = 1000;

    private const string Root = "/sys/fs/cgroup";

    private readonly string _group;
    private readonly string _parent;
    private readonly int _process;

    /// <summary>Limits a server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="percent">Its share of a processor.</param>
    public ProcessorShare(ServerProcess server, int percent)
    {
        _parent = Directory.Exists($"{Root}/cpu") ? $"{Root}/cpu" : Root;
        _group = $"{_parent}/vim-session-bench-{server.Id}";
        _process = server.Id;
        Directory.CreateDirectory(_group);
        var period = QuotaMicroseconds * 100 / percent;
        if (_parent == Root)
        {
            Write("cpu.max", string.Create(CultureInfo.InvariantCulture, $"{QuotaMicroseconds} {period}"));
        }
        else
        {
            Write("cpu.cfs_period_us", period.ToString(CultureInfo.InvariantCulture));
            Write("cpu.cfs_quota_us", QuotaMicroseconds.ToString(CultureInfo.InvariantCulture));
        }

        Write("cgroup.procs", _process.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Ends the limit.</summary>
    public void Dispose()
    {
        File.WriteAllText($"{_parent}/cgroup.procs", _process.ToString(CultureInfo.InvariantCulture));
        Directory.Delete(_group);
    }

    private void Write(string file, string text) => File.WriteAllText($"{_group}/{file}", text);
}
