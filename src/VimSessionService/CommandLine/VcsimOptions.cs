namespace VimSessionService.CommandLine;

/// <summary>What govmomi's vcsim takes on its command line and this service does not, with what to use instead.</summary>
internal static class VcsimOptions
{
    private const string Inventory = "--datacenter NAME adds one datacenter with its folders, --inventory builtin:small, builtin:medium or builtin:large serves hosts and virtual machines, --inventory PATH recorded ones (docs/inventory.md)";
    private const string PowerOn = "there are no virtual machines to power on. Leave it out";
    private const string Delay = "answers are not delayed. Put a proxy that delays in front of the service, such as toxiproxy";
    private const string Trace = "requests are logged on standard error. --log-level debug logs more, --log-format json logs for programs";

    private static readonly Dictionary<string, string> Instead = new(StringComparer.Ordinal)
    {
        ["dc"] = Inventory,
        ["cluster"] = Inventory,
        ["host"] = Inventory,
        ["standalone-host"] = Inventory,
        ["ds"] = Inventory,
        ["vm"] = Inventory,
        ["pool"] = Inventory,
        ["app"] = Inventory,
        ["pod"] = Inventory,
        ["pg"] = Inventory,
        ["pg-nsx"] = Inventory,
        ["nsx"] = Inventory,
        ["folder"] = Inventory,
        ["autostart"] = PowerOn,
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
}
