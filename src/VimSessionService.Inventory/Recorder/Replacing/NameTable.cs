using System.Net;
using System.Text;

namespace VimSessionService.Inventory.Recorder.Replacing;

/// <summary>
/// The names of a recording, and what stands for each. A name is found wherever it stands as whole words; a short one or a number only where a part of a path has it, or the whole text.
/// </summary>
/// <param name="key">Makes replacements.</param>
internal sealed class NameTable(ReplacementKey key)
{
    private const int LongestName = 256;
    private const int ShortestWord = 3;
    private const string Prefix = "name";
    private const string LastLabel = "example";

    /// <summary>Names that every server has, and that say nothing of its owner.</summary>
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "Datacenters", "vm", "host", "datastore", "network", "Resources", "VM Network", "Management Network", "Discovered virtual machine", "ha-datacenter", "ha-folder-root", "ha-root-pool", "Administrator",
        "Administrators", "root", "dcui", "vpxuser", "vpxd", "vim", "vsphere.local", "localos", "localhost", "localdomain", "local", "Users", "Everyone", "vmware", "vmware.com", "www.vmware.com", "com", "schemas",
        "none", "unknown", "true", "false", "on", "off", "default", LastLabel,
    };

    private static readonly char[] HostSeparators = ['.', '-', '_'];

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _domains = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The longest name that begins with a word.</summary>
    private readonly Dictionary<string, int> _byFirstWord = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that were collected.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Adds a name.</summary>
    public void Add(string name)
    {
        name = name.Trim();
        if (name.Length is 0 or > LongestName || Common.Contains(name) || IPAddress.TryParse(name, out _) || Patterns.Find(name) is [{ Index: 0 } whole] && whole.Length == name.Length)
            return;
        AddAs(name);
        AddAs(Uri.EscapeDataString(name));
        AddAs(name.Replace("%2f", "/", StringComparison.OrdinalIgnoreCase).Replace("%5c", "\\", StringComparison.OrdinalIgnoreCase).Replace("%25", "%", StringComparison.Ordinal));
    }

    /// <summary>Adds the name of a host, with or without a domain.</summary>
    public void AddHost(string host)
    {
        host = host.Trim().TrimEnd('.');
        if (host.Length is 0 or > LongestName || Common.Contains(host) || IPAddress.TryParse(host, out _) || host.AsSpan().ContainsAny(" /[]"))
            return;
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            Add(host);
            return;
        }

        Add(host[..dot]);
        AddDomain(host[(dot + 1)..]);
    }

    /// <summary>Adds a domain: every name of a host in it is then known as one.</summary>
    public void AddDomain(string domain)
    {
        domain = domain.Trim().TrimEnd('.');
        if (domain.Contains('.', StringComparison.Ordinal) && domain.Length <= LongestName && !Common.Contains(domain))
            _domains.Add(domain);
        else if (!domain.Contains('.', StringComparison.Ordinal))
            Add(domain);
    }

    /// <summary>Adds the name of a user: <c>DOMAIN\user</c>, <c>user@domain</c> or without a domain.</summary>
    public void AddUser(string user)
    {
        var slash = user.IndexOf('\\', StringComparison.Ordinal);
        if (slash >= 0)
            AddDomain(user[..slash]);
        user = user[(slash + 1)..];
        var at = user.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
            AddDomain(user[(at + 1)..]);
        Add(at >= 0 ? user[..at] : user);
    }

    /// <summary>What stands for a name.</summary>
    public string NameOf(string name) => Common.Contains(name) ? name : key.Name(Prefix, Uri.UnescapeDataString(name));

    /// <summary>What stands for the name of a host or a domain, label by label.</summary>
    public string HostOf(string host)
    {
        if (Common.Contains(host))
            return host;
        var labels = host.Split('.');
        return string.Join('.', labels.Select((label, i) => i == labels.Length - 1 && i > 0 ? LastLabel : NameOf(label)));
    }

    /// <summary>Replaces names and identifiers in a text.</summary>
    public string Replace(string text)
    {
        if (text.Length == 0 || Common.Contains(text))
            return text;
        if (_names.Contains(text))
            return NameOf(text);
        var identifiers = Patterns.Find(text);
        var changed = new StringBuilder(text.Length);
        var next = 0;
        for (var i = 0; i < text.Length;)
        {
            if (next < identifiers.Count && identifiers[next].Index == i)
            {
                changed.Append(Patterns.Replace(key, this, identifiers[next]));
                i += identifiers[next++].Length;
                continue;
            }

            var end = next < identifiers.Count ? identifiers[next].Index : text.Length;
            var length = IsBoundary(text, i) ? Math.Max(HostAt(text, i, end), 0) : 0;
            if (length > 0)
            {
                changed.Append(HostOf(text.Substring(i, length)));
            }
            else if (IsBoundary(text, i) && (length = NameAt(text, i, end)) > 0)
            {
                changed.Append(NameOf(text.Substring(i, length)));
            }
            else
            {
                changed.Append(text[i]);
                length = 1;
            }

            i += length;
        }

        return changed.ToString();
    }

    private void AddAs(string name)
    {
        if (!_names.Add(name))
            return;
        var word = name[..WordAt(name, 0, name.Length)];
        _byFirstWord[word] = Math.Max(_byFirstWord.GetValueOrDefault(word), name.Length);
    }

    /// <summary>The length of the longest name at a place; 0 for none.</summary>
    private int NameAt(string text, int start, int end)
    {
        var word = WordAt(text, start, end);
        if (!_byFirstWord.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text.AsSpan(start, word), out var longest))
            return 0;
        var names = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Min(longest, end - start); length > 0; length--)
        {
            if (IsBoundary(text, start + length) && names.Contains(text.AsSpan(start, length)) && Counts(text, start, length))
                return length;
        }

        return 0;
    }

    /// <summary>Whether a name that is short or a number stands as a part of a path.</summary>
    private static bool Counts(string text, int start, int length)
    {
        var name = text.AsSpan(start, length);
        if (length >= ShortestWord && name.ContainsAnyExceptInRange('0', '9'))
            return true;
        return (start == 0 || text[start - 1] is '/' or '[' or '\\' or '@') && (start + length == text.Length || text[start + length] is '/' or ']' or '.' or '_' or '-' or '@');
    }

    /// <summary>The length of the name of a host of a known domain at a place; 0 for none.</summary>
    private int HostAt(string text, int start, int end)
    {
        if (_domains.Count == 0 || (start > 0 && HostSeparators.Contains(text[start - 1])))
            return 0;
        var length = 0;
        while (start + length < end && length < LongestName && (char.IsLetterOrDigit(text[start + length]) || HostSeparators.Contains(text[start + length])))
            length++;
        while (length > 0 && text[start + length - 1] == '.')
            length--;
        var domains = _domains.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; at < length;)
        {
            if (domains.Contains(text.AsSpan(start + at, length - at)))
                return length;
            var dot = text.IndexOf('.', start + at, length - at);
            if (dot < 0)
                return 0;
            at = dot - start + 1;
        }

        return 0;
    }

    private static bool IsBoundary(string text, int place) =>
        place == 0 || place == text.Length || !char.IsLetterOrDigit(text[place - 1]) || !char.IsLetterOrDigit(text[place]);

    private static int WordAt(string text, int start, int end)
    {
        var length = 0;
        while (start + length < end && char.IsLetterOrDigit(text[start + length]))
            length++;
        return Math.Max(length, 1);
    }
}
