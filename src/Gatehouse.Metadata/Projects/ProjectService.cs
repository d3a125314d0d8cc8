using Gatehouse.Access;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Paging;
using Gatehouse.Metadata.Storage;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Projects;

/// <summary>Projects as grafeas.v1.project has them. A list shows the projects that the caller may see; deleting one deletes all that is in it.</summary>
public sealed class ProjectService(IRecordStore store, AccessGuard access, ListQueries lists, IOptions<MetadataLimits> limits, TimeProvider time)
{
    private const int DefaultPageSize = 100;
    private static readonly FilterSchema Schema = FilterSchema.For(Project.Descriptor);

    public async ValueTask<Project> CreateAsync(CreateProjectRequest request, Call call)
    {
        if (request.Project is null)
        {
            throw Errors.InvalidArgument("project", "is required");
        }

        if (!ProjectName.TryParse(request.Project.Name, out var name))
        {
            throw Errors.InvalidArgument("project.name", $"must be of the form {ProjectName.Form}, got \"{request.Project.Name}\"");
        }

        await access.RequireAsync(call.Caller, Permission.ProjectsCreate, "", call.CancellationToken);
        var errors = new List<FieldError>();
        NameLimit.Check("project.name", request.Project.Name, limits.Value.NameBytes, errors);
        Errors.ThrowIfAny(errors);
        var now = time.GetUtcNow();
        var set = new WriteSet([new RecordWrite.CreateProject(name, now)], call.Origin(Permission.ProjectsCreate), now, Commits.Key(call, "CreateProject", request));
        await Commits.MakeAsync(store, set, _ => "", call.CancellationToken);
        return Message(name);
    }

    public async ValueTask<Project> GetAsync(GetProjectRequest request, Call call)
    {
        var name = Names.Project(request.Name);
        await access.RequireAsync(call.Caller, Permission.ProjectsGet, name.ToString(), call.CancellationToken);
        await store.GetProjectAsync(name, call.CancellationToken);
        return Message(name);
    }

    public async ValueTask<ListProjectsResponse> ListAsync(ListProjectsRequest request, Call call)
    {
        var list = new ListRequest("ListProjects", "", request.Filter, request.PageSize, request.PageToken, call.OrderBy, Schema);
        var query = lists.Prepare(list, DefaultPageSize);
        var response = new ListProjectsResponse();
        var after = query.After?.Sequence ?? 0;
        while (true)
        {
            var page = await store.ListProjectsAsync(after, query.Limit, call.CancellationToken);
            foreach (var project in page.Items)
            {
                if (response.Projects.Count == query.Limit)
                {
                    response.NextPageToken = lists.Seal(new(after), list);
                    return response;
                }

                after = project.Sequence;
                await AddIfVisibleAsync(project, query.Filter, response, call);
            }

            if (page.Next is null)
            {
                return response;
            }
        }
    }

    public async ValueTask DeleteAsync(DeleteProjectRequest request, Call call)
    {
        var name = Names.Project(request.Name);
        await access.RequireAsync(call.Caller, Permission.ProjectsDelete, name.ToString(), call.CancellationToken);
        var set = new WriteSet([new RecordWrite.DeleteProject(name)], call.Origin(Permission.ProjectsDelete), time.GetUtcNow());
        await Commits.MakeAsync(store, set, _ => "", call.CancellationToken);
    }

    private async ValueTask AddIfVisibleAsync(StoredProject project, FilterExpression? filter, ListProjectsResponse response, Call call)
    {
        var message = Message(project.Name);
        if ((filter is null || FilterEvaluator.Matches(filter, message))
            && await access.AllowsAsync(call.Caller, Permission.ProjectsGet, message.Name, call.CancellationToken))
        {
            response.Projects.Add(message);
        }
    }

    private static Project Message(ProjectName name) => new() { Name = name.ToString() };
}
