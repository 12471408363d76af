using System.Globalization;
using System.Text.Json;
using VimSessionService.Options;

namespace VimSessionService.Load.Measuring;

/// <summary>
/// Sessions of real clients as they were recorded (<c>bench/recordings</c>). Each is replayed on a connection of its own, by another user,
/// with its own cookie, key and operation ids.
/// </summary>
internal static class Recordings
{
    /// <summary>Stands where the id of an operation goes.</summary>
    public const string OperationIdPlace = "op000000";

    /// <summary>A user of a recording; the first stands for all in the files.</summary>
    public static string UserName(int number) => string.Create(CultureInfo.InvariantCulture, $"user{number:00}");

    /// <summary>As many as there may be callers.</summary>
    public static IReadOnlyList<UserEntry> Users { get; } =
        [.. Enumerable.Range(0, 100).Select(static i => new UserEntry { Name = UserName(i), Password = Scenarios.Password, Role = "Admin" })];

    /// <summary>The recordings, one scenario for each client.</summary>
    public static Scenario[] All { get; } = [.. new[] { "pyVmomi", "govmomi", "rbvmomi" }.Select(Read)];

    /// <summary>Writes a users file with the users of the recordings.</summary>
    public static void WriteUsers(string file) => File.WriteAllText(
        file, JsonSerializer.Serialize(new { Users = Users.Select(static user => new { user.Name, user.Password, user.Role }) }));

    private static Scenario Read(string client)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "recordings", client.ToLowerInvariant());
        var steps = Directory.EnumerateFiles(folder, "*.http").Order(StringComparer.Ordinal)
            .Select(file => new Step($"{client}-{Path.GetFileNameWithoutExtension(file)}", "", WithCookie: false) { Whole = File.ReadAllBytes(file) });
        return new Scenario($"A session of {client}", [.. steps], NeedsSession: false) { IsRecorded = true };
    }
}
