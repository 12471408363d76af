using System.CommandLine;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Users;

namespace VimSessionService.Commands;

/// <summary><c>groups</c>.</summary>
internal static class GroupCommands
{
    /// <summary>Makes the commands.</summary>
    public static AdminCommand Create(CommandRunner runner) => new("groups", "List, create, change and delete groups.") { List(runner), Show(runner), Add(runner), Change(runner), Remove(runner) };

    private static AdminCommand List(CommandRunner runner)
    {
        var command = new AdminCommand("ls", "List the groups.") { Examples = [("groups ls", "All groups, with who is in them")] };
        runner.Bind(command, async (call, cancellationToken) => call.Output.Write(
            await call.Client.ListGroupsAsync(cancellationToken), AdminJson.Default.GroupList, list => call.Output.Table(TableOf(list.Groups), "There are no groups.")));
        return command;
    }

    private static AdminCommand Show(CommandRunner runner)
    {
        var name = NameOf();
        var command = new AdminCommand("show", "Show who is in a group.") { Examples = [("groups show operators@vsphere.local", "One group")] };
        command.Arguments.Add(name);
        runner.Bind(command, async (call, cancellationToken) => call.Output.Write(
            await call.Client.GetGroupAsync(call.Of(name)!, cancellationToken), AdminJson.Default.GroupInfo, group => call.Output.Table(TableOf([group]), "")));
        return command;
    }

    private static AdminCommand Add(CommandRunner runner)
    {
        var name = NameOf();
        var members = Given.Texts("--member", "NAME", "An account that is in the group.");
        var groups = Given.Texts("--member-group", "NAME", "A group that is in the group: who is in that one is in this one too.");
        var role = Given.Text("--role", "ROLE", "The role on everything, such as Admin or ReadOnly. Without it no permission.");
        var command = new AdminCommand("add", "Create a group.")
        {
            Examples = [("groups add operators@vsphere.local --member svc@vsphere.local --role ReadOnly", "A group whose members may read everything"), ("groups add staff --member-group operators@vsphere.local", "One that another group is in")],
        };
        command.Arguments.Add(name);
        foreach (var option in (Option[])[members, groups, role])
            command.Options.Add(option);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var group = new GroupSetting { Name = call.Of(name)!, Members = call.Some(members), MemberGroups = call.Some(groups), Role = call.Of(role) };
            call.Output.Write(await call.Client.CreateGroupAsync(group, cancellationToken), AdminJson.Default.GroupInfo, created => call.Output.Line($"{created.Name} created."));
        });
        return command;
    }

    private static AdminCommand Change(CommandRunner runner)
    {
        var name = NameOf();
        var add = Given.Texts("--add", "NAME", "An account that comes into the group.");
        var addGroups = Given.Texts("--add-group", "NAME", "A group that comes into the group.");
        var remove = Given.Texts("--remove", "NAME", "An account that goes.");
        var removeGroups = Given.Texts("--remove-group", "NAME", "A group that goes.");
        var command = new AdminCommand("change", "Change who is in a group. What they may do by it changes for their sessions too.")
        {
            Examples =
            [
                ("groups change operators@vsphere.local --add svc@vsphere.local", "Put an account into a group"),
                ("groups change operators@vsphere.local --remove svc@vsphere.local", "Take what it may do by the group from an account that is logged in"),
            ],
        };
        command.Arguments.Add(name);
        foreach (var option in (Option[])[add, addGroups, remove, removeGroups])
            command.Options.Add(option);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var change = new GroupChange { Add = call.Some(add), AddGroups = call.Some(addGroups), Remove = call.Some(remove), RemoveGroups = call.Some(removeGroups) };
            if (change == new GroupChange())
                throw CommandException.Wrong("groups change: say who comes or goes: --add, --add-group, --remove, --remove-group.");
            call.Output.Write(await call.Client.ChangeGroupAsync(call.Of(name)!, change, cancellationToken), AdminJson.Default.GroupInfo, group => call.Output.Table(TableOf([group]), ""));
        });
        return command;
    }

    private static AdminCommand Remove(CommandRunner runner)
    {
        var names = Given.Many("NAME", "The names of the groups.");
        names.Arity = ArgumentArity.OneOrMore;
        var command = new AdminCommand("rm", "Delete groups and their permissions. Who is in them stays.") { Examples = [("groups rm operators@vsphere.local", "Delete a group")] };
        command.Arguments.Add(names);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var named = call.Of(names)!;
            foreach (var name in named)
                await call.Client.DeleteGroupAsync(name, cancellationToken);
            call.Output.Done("deleted", named.Length, $"{Times.Count(named.Length, "group")} deleted.");
        });
        return command;
    }

    private static Table TableOf(IReadOnlyList<GroupInfo> groups) => new(
        ["NAME", "MEMBERS", "GROUPS IN IT"], [.. groups.Select(static group => (string[])[group.Name, string.Join(", ", group.Members), string.Join(", ", group.MemberGroups)])]);

    private static Argument<string> NameOf() => Given.One("NAME", "The name: operators@vsphere.local, VSPHERE.LOCAL\\operators, or operators for a group of the server itself.");
}
