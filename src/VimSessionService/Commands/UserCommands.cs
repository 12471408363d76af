using System.CommandLine;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Users;

namespace VimSessionService.Commands;

/// <summary><c>users</c>.</summary>
internal static class UserCommands
{
    /// <summary>Makes the commands.</summary>
    public static AdminCommand Create(CommandRunner runner) => new("users", "List, create, change, lock and delete accounts.")
    {
        List(runner), Add(runner), ChangePassword(runner), Lock(runner), Unlock(runner), Remove(runner),
    };

    private static AdminCommand List(CommandRunner runner)
    {
        var command = new AdminCommand("ls", "List the accounts.") { Examples = [("users ls", "All accounts, with their locks")] };
        runner.Bind(command, async (call, cancellationToken) => call.Output.Write(
            await call.Client.ListUsersAsync(cancellationToken),
            AdminJson.Default.UserList,
            list => call.Output.Table(
                new Table(
                    ["NAME", "FULL NAME", "GROUPS", "PASSWORD", "STATE"],
                    [.. list.Users.Select(static user => (string[])[user.Name, user.FullName, string.Join(", ", user.Groups), Times.YesNo(user.HasPassword), StateOf(user)])]),
                "There are no accounts.")));
        return command;
    }

    private static AdminCommand Add(CommandRunner runner)
    {
        var (name, password) = (NameOf(), new PasswordSource());
        var fullName = Given.Text("--full-name", "TEXT", "The full name.");
        var groups = Given.Texts("--group", "NAME", "A group that the account is in.");
        var role = Given.Text("--role", "ROLE", "The role on everything, such as Admin or ReadOnly. Without it no permission.");
        var none = Given.Flag("--no-password", "An account without a password, by which nobody can log in with one.");
        var command = new AdminCommand("add", "Create an account. " + PasswordSource.Explanation)
        {
            Examples = [("users add svc@vsphere.local --role ReadOnly < password.txt", "A user who may read everything, with the password in the first line of a file"), ("users add alice@vsphere.local --group Administrators", "One in a group; the password is asked for")],
        };
        command.Arguments.Add(name);
        foreach (var option in (Option[])[password.Option, none, fullName, groups, role])
            command.Options.Add(option);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            if (call.Of(none) && call.Of(password.Option) is not null)
                throw CommandException.Wrong("users add: --no-password excludes --password. Leave one out.");
            var user = new UserCreation
            {
                Name = call.Of(name)!,
                Password = call.Of(none) ? null : await password.ReadAsync(call, cancellationToken),
                FullName = call.Of(fullName),
                Groups = call.Some(groups),
                Role = call.Of(role),
            };
            call.Output.Write(await call.Client.CreateUserAsync(user, cancellationToken), AdminJson.Default.UserInfo, created => call.Output.Line($"{created.Name} created."));
        });
        return command;
    }

    private static AdminCommand ChangePassword(CommandRunner runner)
    {
        var (name, password) = (NameOf(), new PasswordSource());
        var command = new AdminCommand("passwd", "Change the password of an account; its sessions stay open. " + PasswordSource.Explanation)
        {
            Examples = [("users passwd svc@vsphere.local < password.txt", "Rotate a password to the one in the first line of a file")],
        };
        command.Arguments.Add(name);
        command.Options.Add(password.Option);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var change = new UserChange { Password = await password.ReadAsync(call, cancellationToken) };
            call.Output.Write(await call.Client.ChangeUserAsync(call.Of(name)!, change, cancellationToken), AdminJson.Default.UserInfo, changed => call.Output.Line($"{changed.Name} has the new password."));
        });
        return command;
    }

    private static AdminCommand Lock(CommandRunner runner)
    {
        var name = NameOf();
        var time = Given.Time("--for", "For what time. Without it until it is unlocked.");
        var command = new AdminCommand("lock", "Lock an account: every password is refused. Clients are told what they are told of a wrong password.")
        {
            Examples = [("users lock svc@vsphere.local --for 5m", "Lock an account for five minutes")],
        };
        command.Arguments.Add(name);
        command.Options.Add(time);
        runner.Bind(command, async (call, cancellationToken) => call.Output.Write(
            await call.Client.LockUserAsync(call.Of(name)!, call.Of(time), cancellationToken),
            AdminJson.Default.UserInfo,
            user => call.Output.Line($"{user.Name} is locked{(user.UnlocksIn is { } rest ? $" for {Times.Short(rest)}" : "")}.")));
        return command;
    }

    private static AdminCommand Unlock(CommandRunner runner)
    {
        var name = NameOf();
        var command = new AdminCommand("unlock", "Unlock an account, and forget its wrong passwords.") { Examples = [("users unlock svc@vsphere.local", "Unlock an account")] };
        command.Arguments.Add(name);
        runner.Bind(command, async (call, cancellationToken) => call.Output.Write(
            await call.Client.UnlockUserAsync(call.Of(name)!, cancellationToken), AdminJson.Default.UserInfo, user => call.Output.Line($"{user.Name} is not locked.")));
        return command;
    }

    private static AdminCommand Remove(CommandRunner runner)
    {
        var names = Given.Many("NAME", "The names of the accounts.");
        names.Arity = ArgumentArity.OneOrMore;
        var command = new AdminCommand("rm", "Delete accounts. Their sessions and permissions stay.") { Examples = [("users rm svc@vsphere.local", "Delete an account")] };
        command.Arguments.Add(names);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var named = call.Of(names)!;
            foreach (var name in named)
                await call.Client.DeleteUserAsync(name, cancellationToken);
            call.Output.Done("deleted", named.Length, $"{Times.Count(named.Length, "account")} deleted.");
        });
        return command;
    }

    private static Argument<string> NameOf() => Given.One("NAME", "The name: alice@vsphere.local, VSPHERE.LOCAL\\alice, or alice for an account of the server itself.");

    private static string StateOf(UserInfo user) => (user.Disabled, user.Locked, user.UnlocksIn) switch
    {
        (true, _, _) => "disabled",
        (_, true, { } rest) => $"locked for {Times.Short(rest)}",
        (_, true, null) => "locked",
        _ => "enabled",
    };
}
