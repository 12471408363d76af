namespace VimSessionService.CommandLine;

/// <summary>What govmomi's vcsim takes on its command line and this service does not, with what to use instead.</summary>
internal static class VcsimOptions
{
    private const string Inventory = "--datacenter NAME adds one datacenter with its folders, --inventory builtin:small, builtin:medium or builtin:large serves hosts and virtual machines, --inventory PATH recorded ones (docs/inventory.md)";
    private const string Autostart = "the virtual machines of --inventory builtin:small are powered on. Switch those off that are to be off: --stubs builtin:power implements PowerOffVM_Task (docs/stubs.md)";
    private const string Delay = "a rule delays answers, of all methods or of one: a scenario file, or POST /rules of the admin API (docs/lab.md)";
    private const string Trace = "requests are logged on standard error. --log-level debug logs more, --log-format json logs for programs";

    private static readonly Dictionary<string, string> Instead = new(StringComparer.Ordinal)
    {
        ["dc"] = Inventory,
        ["cluster"] = Number("clusters"),
        ["host"] = Number("hosts"),
        ["standalone-host"] = Number("standalone-hosts"),
        ["ds"] = Number("datastores"),
        ["vm"] = Number("machines"),
        ["pool"] = Inventory,
        ["app"] = Inventory,
        ["pod"] = Inventory,
        ["pg"] = Inventory,
        ["pg-nsx"] = Inventory,
        ["nsx"] = Inventory,
        ["folder"] = Inventory,
        ["autostart"] = Autostart,
        ["load"] = "--inventory DIRECTORY serves what govc object.save wrote, and --users-file FILE has users, roles and permissions",
        ["delay"] = Delay,
        ["method-delay"] = Delay,
        ["delay-jitter"] = Delay,
        ["trace"] = Trace,
        ["trace-file"] = Trace,
        ["method-list"] = "docs/compatibility/soap.md lists the methods, and 'VimSessionService wsdl --out DIRECTORY' writes the WSDL",
    };

    private static readonly Dictionary<string, string> Commands = new(StringComparer.Ordinal)
    {
        ["version"] = "use --version",
        ["uuidgen"] = "use the program uuidgen of your system",
    };

    /// <summary>The names without dashes.</summary>
    public static IReadOnlyCollection<string> Names => Instead.Keys;

    /// <summary>Why an option is refused; null when vcsim has none of that name either.</summary>
    public static string? Refusal(string name) =>
        Instead.TryGetValue(name, out var instead) ? $"-{name} is an option of vcsim that this service does not have: {instead}." : null;

    /// <summary>Why a command is refused; null when vcsim has none of that name either.</summary>
    public static string? RefusalOfCommand(string name) =>
        Commands.TryGetValue(name, out var instead) ? $"{name} is a command of vcsim that this service does not have: {instead}." : null;

    private static string Number(string name) => $"write it as a number of the inventory, as in --inventory 'builtin:small?{name}=4' (docs/inventory.md)";
}
