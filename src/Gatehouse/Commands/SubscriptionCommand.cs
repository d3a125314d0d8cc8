using System.CommandLine;
using Gatehouse.Api.V1;
using Google.Protobuf.WellKnownTypes;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse subscription create|list|delete|dead-letters|replay</c></summary>
internal static class SubscriptionCommand
{
    private static readonly Option<string> Project = ProjectOption.Create();
    private static readonly Argument<string> Name = new("SUBSCRIPTION") { Description = "projects/P/subscriptions/S" };

    public static Command Create()
    {
        var command = new Command("subscription", "Webhooks that are told of changes") { CreateCreate(), CreateList(), CreateDelete(), CreateDeadLetters(), CreateReplay() };
        ClientOptions.AddTo(command);
        return command;
    }

    private static Command CreateCreate()
    {
        var url = new Argument<string>("URL") { Description = "Where to POST" };
        var filter = new Option<string>("--filter") { Description = "Only changes of matching records" };
        var format = new Option<string>("--format") { Description = "cloudevents or grafeas", DefaultValueFactory = _ => "cloudevents" }.AcceptOnlyFromAmong("cloudevents", "grafeas");
        var command = new Command("create", "Subscribe a webhook; prints its signing secret, this once") { url, Project, filter, format };
        command.SetClientAction(async call =>
        {
            var subscription = new Subscription { Url = call.Get(url), Filter = call.Get(filter) ?? "", Format = call.Get(format) == "grafeas" ? Subscription.Types.Format.Grafeas : Subscription.Types.Format.Cloudevents };
            var created = await call.Client.SendAsync<Subscription>(HttpMethod.Post, $"v1/projects/{Uri.EscapeDataString(call.Get(Project))}/subscriptions", subscription, call.CancellationToken);
            call.Printer.Print(created, console =>
            {
                console.WriteLine(created.Name);
                console.WriteLine($"secret: {created.Secret}");
            });
        });
        return command;
    }

    private static Command CreateList()
    {
        var command = new Command("list", "List the webhooks of a project") { Project };
        command.SetClientAction(async call =>
        {
            var found = await call.Client.GetAsync<ListSubscriptionsResponse>($"v1/projects/{Uri.EscapeDataString(call.Get(Project))}/subscriptions", call.CancellationToken);
            call.Printer.Print(found, console =>
            {
                var table = Printer.CreateTable("NAME", "URL", "FILTER", "DELIVERED", "LAST ERROR");
                foreach (var item in found.Subscriptions)
                {
                    table.AddRow(new Text(item.Name), new Text(item.Url), new Text(item.Filter), new Text($"r{item.DeliveredRevision}"), new Text(item.LastError));
                }

                console.Write(table);
            });
        });
        return command;
    }

    private static Command CreateDelete()
    {
        var command = new Command("delete", "End a subscription") { Name };
        command.SetClientAction(call => call.Client.SendAsync<Empty>(HttpMethod.Delete, $"v1/{RecordPaths.Escape(call.Get(Name))}", null, call.CancellationToken));
        return command;
    }

    private static Command CreateDeadLetters()
    {
        var command = new Command("dead-letters", "List what could not be delivered") { Name };
        command.SetClientAction(async call =>
        {
            var found = await call.Client.GetAsync<ListDeadLettersResponse>($"v1/{RecordPaths.Escape(call.Get(Name))}/deadLetters", call.CancellationToken);
            call.Printer.Print(found, console =>
            {
                var table = Printer.CreateTable("ID", "SET ASIDE", "ATTEMPTS", "LAST ERROR");
                foreach (var letter in found.DeadLetters)
                {
                    table.AddRow(new Text(letter.Id), new Text(letter.SetAsideTime.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss", null)), new Text(letter.Attempts.ToString(null, null)), new Text(letter.LastError));
                }

                console.Write(table);
            });
        });
        return command;
    }

    private static Command CreateReplay()
    {
        var command = new Command("replay", "Try all dead letters once more") { Name };
        command.SetClientAction(async call =>
        {
            var result = await call.Client.SendAsync<ReplayDeadLettersResponse>(HttpMethod.Post, $"v1/{RecordPaths.Escape(call.Get(Name))}/deadLetters:replay", new Empty(), call.CancellationToken);
            call.Printer.Print(result, console => console.WriteLine(result.Error.Length == 0 ? $"{result.Delivered} delivered" : $"{result.Delivered} delivered, then: {result.Error}"));
            call.ExitCode = result.Error.Length == 0 ? 0 : 1;
        });
        return command;
    }
}
