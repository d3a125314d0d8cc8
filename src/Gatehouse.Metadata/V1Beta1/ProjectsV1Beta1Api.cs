using Gatehouse.Grafeas.V1Beta1;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Projects;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary><c>grafeas.v1beta1.project.Projects</c>: gRPC and, through transcoding, REST; on the projects of <c>grafeas.v1.project</c>.</summary>
internal sealed class ProjectsV1Beta1Api(ProjectService projects) : Grafeas.V1Beta1.Projects.ProjectsBase
{
    public override async Task<Project> CreateProject(CreateProjectRequest request, ServerCallContext context)
    {
        var create = new Grafeas.V1.CreateProjectRequest { Project = request.Project is null ? null : new() { Name = request.Project.Name } };
        return FromV1(await projects.CreateAsync(create, Call.From(context)));
    }

    public override async Task<Project> GetProject(GetProjectRequest request, ServerCallContext context) =>
        FromV1(await projects.GetAsync(new() { Name = request.Name }, Call.From(context)));

    public override async Task<ListProjectsResponse> ListProjects(ListProjectsRequest request, ServerCallContext context)
    {
        var list = new Grafeas.V1.ListProjectsRequest { Filter = request.Filter, PageSize = request.PageSize, PageToken = request.PageToken };
        var page = await projects.ListAsync(list, Call.From(context));
        return new() { Projects = { page.Projects.Select(FromV1) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<Empty> DeleteProject(DeleteProjectRequest request, ServerCallContext context)
    {
        await projects.DeleteAsync(new() { Name = request.Name }, Call.From(context));
        return new();
    }

    private static Project FromV1(Grafeas.V1.Project project) => new() { Name = project.Name };
}
