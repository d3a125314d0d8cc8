using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Projects;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Gatehouse.Metadata.Edges;

/// <summary><c>grafeas.v1.project.Projects</c>: gRPC and, through transcoding, REST.</summary>
internal sealed class ProjectsApi(ProjectService projects) : Grafeas.V1.Projects.ProjectsBase
{
    public override Task<Project> CreateProject(CreateProjectRequest request, ServerCallContext context) => projects.CreateAsync(request, Call.From(context)).AsTask();

    public override Task<Project> GetProject(GetProjectRequest request, ServerCallContext context) => projects.GetAsync(request, Call.From(context)).AsTask();

    public override Task<ListProjectsResponse> ListProjects(ListProjectsRequest request, ServerCallContext context) => projects.ListAsync(request, Call.From(context)).AsTask();

    public override async Task<Empty> DeleteProject(DeleteProjectRequest request, ServerCallContext context)
    {
        await projects.DeleteAsync(request, Call.From(context));
        return new();
    }
}
