using System.Text.RegularExpressions;

namespace VimSessionService.Inventory.Recorder.Replacing;

/// <summary>Finds names in paths of datastores: of the datastore, of folders, and of files without what the product adds to them.</summary>
internal static partial class FilePaths
{
    private static readonly HashSet<string> OfProduct = new(StringComparer.OrdinalIgnoreCase) { "vmware", "vmimages", "catalog", "vmkdump", "iso", "log", "scratch", "locker", "var", "tmp" };

    /// <summary>Collects the names in a text such as <c>[datastore1] folder/file-000001.vmdk</c>.</summary>
    public static void Collect(string text, NameTable names)
    {
        if (text is not ['[', ..] || text.IndexOf("] ", StringComparison.Ordinal) is not (> 1 and var end))
            return;
        names.Add(text[1..end]);
        var parts = text[(end + 2)..].Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            var name = i == parts.Length - 1 ? Added().Replace(parts[i], "") : parts[i];
            if (!name.StartsWith('.') && !OfProduct.Contains(name))
                names.Add(name);
        }
    }

    /// <summary>The ending of a file, and what is put before it.</summary>
    [GeneratedRegex(
        @"(?:-flat|-delta|-ctk|-sesparse|-rdmp?|-digest|-[0-9]{6}|-Snapshot[0-9]{1,9}|-[0-9a-f]{8}|_[0-9]{1,6}|-[0-9]{1,6}){0,4}\.[0-9A-Za-z]{1,8}$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000)]
    private static partial Regex Added();
}
