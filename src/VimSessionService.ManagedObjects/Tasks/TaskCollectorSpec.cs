using System.Text;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Schema;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>What a collector of tasks was made of as text: its filter, a line break, and of which tasks it shows the result.</summary>
internal static class TaskCollectorSpec
{
    /// <summary>Writes it.</summary>
    public static byte[] Write(TaskFilter filter, TaskResults results) => Encoding.UTF8.GetBytes($"{ValueText.Write(filter.Spec)}\n{ValueText.Write(results.Spec)}");

    /// <summary>Reads it; null when it is none that this version of the service reads.</summary>
    public static (DataObject Filter, object? Results)? Read(byte[] text, WholeApi api)
    {
        var values = new ValueText(api);
        try
        {
            return Encoding.UTF8.GetString(text).Split('\n') is [var filter, var results] && values.Read(filter) is DataObject spec ? (spec, values.Read(results)) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
