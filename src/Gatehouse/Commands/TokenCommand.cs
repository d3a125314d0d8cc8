using System.CommandLine;
using System.Globalization;
using Gatehouse.Api.V1;
using Google.Protobuf.WellKnownTypes;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse token create|list|revoke</c></summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        var command = new Command("token", "Tokens prove who calls") { CreateCreate(), CreateList(), CreateRevoke() };
        ClientOptions.AddTo(command);
        return command;
    }

    private static Command CreateCreate()
    {
        var principal = new Argument<string>("PRINCIPAL") { Description = "Whom it proves, for example serviceAccount:ci" };
        var name = new Option<string>("--name") { Description = "What it is for, to be recognised in lists" };
        var days = new Option<double>("--days") { Description = "How long it lives", DefaultValueFactory = _ => 90 };
        var groups = new Option<string[]>("--group") { Description = "A group it carries, for example group:release; may be said several times" };
        var scopes = new Option<string[]>("--scope") { Description = "A permission or resource (projects/P) that it is limited to; may be said several times" };
        var command = new Command("create", "Make a token; its text is shown this once") { principal, name, days, groups, scopes };
        command.SetClientAction(async call =>
        {
            var token = new Token { Principal = call.Get(principal), DisplayName = call.Get(name) ?? "", Groups = { call.Get(groups) ?? [] }, Scopes = { call.Get(scopes) ?? [] } };
            var ttl = string.Create(CultureInfo.InvariantCulture, $"{(long)(call.Get(days) * 86_400)}s");
            var created = await call.Client.SendAsync<CreateTokenResponse>(HttpMethod.Post, $"v1/tokens?ttl={ttl}", token, call.CancellationToken);
            call.Printer.Print(created, console =>
            {
                console.WriteLine($"{created.Token.Name}, valid until {Time(created.Token.ExpireTime)}");
                console.WriteLine(created.Text);
            });
        });
        return command;
    }

    private static Command CreateList()
    {
        var command = new Command("list", "List tokens, never their texts");
        command.SetClientAction(async call =>
        {
            var all = new ListTokensResponse();
            do
            {
                var page = await call.Client.GetAsync<ListTokensResponse>("v1/tokens" + RecordPaths.Query(("pageToken", all.NextPageToken)), call.CancellationToken);
                all.Tokens.AddRange(page.Tokens);
                all.NextPageToken = page.NextPageToken;
            }
            while (all.NextPageToken.Length > 0);
            call.Printer.Print(all, console => console.Write(Render(all)));
        });
        return command;
    }

    private static Command CreateRevoke()
    {
        var name = new Argument<string>("TOKEN") { Description = "tokens/ID" };
        var command = new Command("revoke", "End a token at once") { name };
        command.SetClientAction(call => call.Client.SendAsync<Empty>(HttpMethod.Delete, $"v1/{RecordPaths.Escape(call.Get(name))}", null, call.CancellationToken));
        return command;
    }

    private static Table Render(ListTokensResponse tokens)
    {
        var table = Printer.CreateTable("NAME", "FOR", "PRINCIPAL", "SCOPES", "EXPIRES", "LAST USED");
        foreach (var token in tokens.Tokens)
        {
            table.AddRow(
                new Text(token.Name), new Text(token.DisplayName), new Text(token.Principal), new Text(string.Join(", ", token.Scopes)), new Text(Time(token.ExpireTime)),
                new Text(token.LastUsedTime is null ? "never" : Time(token.LastUsedTime)));
        }

        return table;
    }

    private static string Time(Timestamp? time) => time is null ? "never" : time.ToDateTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
