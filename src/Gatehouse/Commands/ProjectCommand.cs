using System.CommandLine;
using Gatehouse.Grafeas.V1;
using Google.Protobuf.WellKnownTypes;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse project create|list|delete</c></summary>
internal static class ProjectCommand
{
    private static readonly Argument<string> Id = new("PROJECT") { Description = "Id of the project" };

    public static Command Create()
    {
        var command = new Command("project", "Projects hold notes and occurrences") { CreateCreate(), CreateList(), CreateDelete() };
        ClientOptions.AddTo(command);
        return command;
    }

    private static Command CreateCreate()
    {
        var ifMissing = new Option<bool>("--if-missing") { Description = "Be content when the project exists" };
        var command = new Command("create", "Create a project") { Id, ifMissing };
        command.SetClientAction(async call =>
        {
            var project = new Project { Name = "projects/" + call.Get(Id) };
            try
            {
                project = await call.Client.SendAsync<Project>(HttpMethod.Post, "v1/projects", project, call.CancellationToken);
            }
            catch (Client.ServerError error) when (error.Status == "ALREADY_EXISTS" && call.Get(ifMissing))
            {
                // What was asked for is so.
            }

            call.Printer.Print(project, console => console.WriteLine(project.Name));
        });
        return command;
    }

    private static Command CreateList()
    {
        var command = new Command("list", "List projects");
        command.SetClientAction(async call =>
        {
            var all = new ListProjectsResponse();
            do
            {
                var page = await call.Client.GetAsync<ListProjectsResponse>($"v1/projects?pageToken={Uri.EscapeDataString(all.NextPageToken)}", call.CancellationToken);
                all.Projects.AddRange(page.Projects);
                all.NextPageToken = page.NextPageToken;
            }
            while (all.NextPageToken.Length > 0);
            call.Printer.Print(all, console => all.Projects.ToList().ForEach(p => console.WriteLine(p.Name)));
        });
        return command;
    }

    private static Command CreateDelete()
    {
        var command = new Command("delete", "Delete a project and all that is in it") { Id };
        command.SetClientAction(call => call.Client.SendAsync<Empty>(HttpMethod.Delete, $"v1/projects/{Uri.EscapeDataString(call.Get(Id))}", null, call.CancellationToken));
        return command;
    }
}
