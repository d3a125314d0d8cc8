using System.CommandLine;
using Gatehouse.Api.V1;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse access grant|revoke|who-can|why</c></summary>
internal static class AccessCommand
{
    private static readonly Argument<string> Resource = new("RESOURCE") { Description = "server, projects/P, projects/P/notes/N or projects/P/occurrences/O" };
    private static readonly Argument<string> Role = new("ROLE") { Description = "For example roles/containeranalysis.notes.attacher" };
    private static readonly Argument<string> Member = new("MEMBER") { Description = "user:…, group:…, serviceAccount:…, principal:…, allUsers …" };
    private static readonly Argument<string> Permission = new("PERMISSION") { Description = "For example containeranalysis.occurrences.create" };

    public static Command Create()
    {
        var command = new Command("access", "Who may do what") { CreateGrant(), CreateRevoke(), CreateWhoCan(), CreateWhy() };
        ClientOptions.AddTo(command);
        return command;
    }

    private static Command CreateGrant()
    {
        var command = new Command("grant", "Give a role on a resource") { Role, Member, Resource };
        command.SetClientAction(async call =>
        {
            var request = new GrantRoleRequest { Role = call.Get(Role), Member = call.Get(Member), Resource = call.Get(Resource) };
            Print(call, await call.Client.SendAsync<RoleBindings>(HttpMethod.Post, "v1/access:grant", request, call.CancellationToken));
        });
        return command;
    }

    private static Command CreateRevoke()
    {
        var command = new Command("revoke", "Take a role on a resource back") { Role, Member, Resource };
        command.SetClientAction(async call =>
        {
            var request = new RevokeRoleRequest { Role = call.Get(Role), Member = call.Get(Member), Resource = call.Get(Resource) };
            Print(call, await call.Client.SendAsync<RoleBindings>(HttpMethod.Post, "v1/access:revoke", request, call.CancellationToken));
        });
        return command;
    }

    private static Command CreateWhoCan()
    {
        var command = new Command("who-can", "List everybody who has a permission on a resource, and by which role") { Permission, Resource };
        command.SetClientAction(async call =>
        {
            var query = RecordPaths.Query(("permission", call.Get(Permission)), ("resource", call.Get(Resource)));
            var found = await call.Client.GetAsync<WhoCanResponse>("v1/access:whoCan" + query, call.CancellationToken);
            call.Printer.Print(found, console => console.Write(Render(found.Grants)));
        });
        return command;
    }

    private static Command CreateWhy()
    {
        var principal = new Argument<string>("PRINCIPAL") { Description = "For example serviceAccount:ci" };
        var command = new Command("why", "Say whether a principal has a permission on a resource, and why or why not; exit code 1 when not") { principal, Permission, Resource };
        command.SetClientAction(async call =>
        {
            var query = RecordPaths.Query(("principal", call.Get(principal)), ("permission", call.Get(Permission)), ("resource", call.Get(Resource)));
            var answer = await call.Client.GetAsync<WhyResponse>("v1/access:why" + query, call.CancellationToken);
            call.ExitCode = answer.Granted ? 0 : 1;
            call.Printer.Print(answer, console => Explain(console, answer));
        });
        return command;
    }

    private static void Explain(IAnsiConsole console, WhyResponse answer)
    {
        if (answer.Granted)
        {
            console.WriteLine("Yes, by:");
            console.Write(Render(answer.Grants));
            return;
        }

        answer.Unmet.ToList().ForEach(u => console.WriteLine($"{u.Grant.Member} has {u.Grant.Role} on {NameOf(u.Grant)} under the condition {u.Grant.Condition}, but {u.Obstacle}."));
        console.WriteLine("No. One of these roles would give it:");
        answer.Roles.ToList().ForEach(role => console.WriteLine($"  {role}"));
        if (answer.Grantors.Count > 0)
        {
            console.WriteLine("These may give it:");
            console.Write(Render(answer.Grantors));
        }
    }

    private static void Print(ClientCall call, RoleBindings bindings) => call.Printer.Print(bindings, console => console.Write(Render(bindings.Grants)));

    private static Table Render(IEnumerable<RoleGrant> grants)
    {
        var table = Printer.CreateTable("MEMBER", "ROLE", "ON", "WHEN");
        foreach (var grant in grants)
        {
            table.AddRow(new Text(grant.Member), new Text(grant.Role), new Text(NameOf(grant)), new Text(grant.Condition.Length == 0 ? "always" : grant.Condition));
        }

        return table;
    }

    private static string NameOf(RoleGrant grant) => grant.Resource.Length == 0 ? "server" : grant.Resource;
}
