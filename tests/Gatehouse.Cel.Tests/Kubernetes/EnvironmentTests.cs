using Gatehouse.Cel.Evaluation;
using Gatehouse.Cel.Kubernetes;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Tests.Kubernetes;

/// <summary>What the environment of the API server has in each version, and what its hosts add.</summary>
public sealed class EnvironmentTests
{
    [Theory]
    [InlineData(27, "optional.none()")]
    [InlineData(27, "dyn(1) == 1 && 1 < 2.0")]
    [InlineData(27, "quantity('1') == quantity('1')")]
    [InlineData(28, "sets.contains([1], [1])")]
    [InlineData(28, "'%s'.format(['a'])")]
    [InlineData(29, "ip('1.1.1.1').family() == 4")]
    [InlineData(30, "format.uuid().validate('x').hasValue()")]
    [InlineData(31, "[1].all(i, v, v == 1)")]
    [InlineData(32, "semver('1.0.0').major() == 1")]
    [InlineData(33, "[2, 1].sort() == [1, 2]")]
    public void Library_is_there_from_the_next_version_on(int lastWithout, string expression)
    {
        Assert.NotEmpty(new CelEnvironment(new() { Dialect = CelDialect.Kubernetes, KubernetesMinor = lastWithout }).Compile(expression).Issues);
        Assert.Empty(new CelEnvironment(new() { Dialect = CelDialect.Kubernetes, KubernetesMinor = lastWithout + 1 }).Compile(expression).Issues);
    }

    [Theory]
    [InlineData("authorizer.group('apps').resource('deployments').namespace('web').check('get').allowed()", "/apps/deployments//web//get", 350_005)]
    [InlineData("!authorizer.path('/healthz').check('post').allowed()", "/healthz/post", 350_004)]
    [InlineData("authorizer.serviceAccount('web', 'builder').group('').resource('pods').subresource('exec').name('p').check('create').reason() == 'because'", "web:builder//pods/exec//p/create", 350_008)]
    public void Authorizer_is_asked_what_the_expression_says(string expression, string query, long cost)
    {
        var authorizer = new RecordingAuthorizer();
        var environment = new CelEnvironment(new() { Dialect = CelDialect.Kubernetes, Variables = new Dictionary<string, CelType> { ["authorizer"] = AuthorizationValue.AuthorizerType } });
        var compilation = environment.Compile(expression);
        Assert.True(compilation.Succeeded, compilation.IssueText);
        var result = compilation.Program.Evaluate(new CelVariables().Set("authorizer", AuthorizationValue.Of(authorizer)), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((null, true, query, cost), (result.Error, result.Value.IsTrue, authorizer.Asked, result.Cost));
    }

    [Fact]
    public void Third_authorization_check_exceeds_the_limit()
    {
        var environment = new CelEnvironment(new() { Dialect = CelDialect.Kubernetes, Variables = new Dictionary<string, CelType> { ["authorizer"] = AuthorizationValue.AuthorizerType } });
        var check = "authorizer.path('/').check('get').allowed()";
        var variables = new CelVariables().Set("authorizer", AuthorizationValue.Of(new RecordingAuthorizer()));
        Assert.False(environment.Compile($"{check} && {check}").Program!.Evaluate(variables, cancellation: TestContext.Current.CancellationToken).IsAborted);
        Assert.True(environment.Compile($"{check} && {check} && {check}").Program!.Evaluate(variables, cancellation: TestContext.Current.CancellationToken).IsAborted);
    }

    private sealed class RecordingAuthorizer : IAuthorizer
    {
        public string Asked { get; private set; } = "";

        public AuthorizationDecision Authorize(AuthorizationQuery query)
        {
            var account = query.ServiceAccount is { } a ? $"{a.Namespace}:{a.Name}" : "";
            Asked = query.Path is { } path ? $"{path}/{query.Verb}" : $"{account}/{query.Group}/{query.Resource}/{query.Subresource}/{query.Namespace}/{query.Name}/{query.Verb}";
            return new(query.Verb != "post", "because");
        }
    }

    [Fact]
    public void Objects_of_a_mutation_know_their_types()
    {
        var environment = new CelEnvironment(MutationLibrary.AddTo(new() { Dialect = CelDialect.Kubernetes }));
        var compilation = environment.Compile("Object{spec: Object.spec{replicas: 3, ?paused: optional.none()}}");
        Assert.True(compilation.Succeeded, compilation.IssueText);
        var result = compilation.Program.Evaluate(CelVariables.Empty, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(("Object", "Object", 81L), (compilation.Type.ToString(), ((TableMapSource)result.Value.MapSource).TypeName, result.Cost));
        Assert.True(result.Value.TryFindEntry("spec", out var spec) && spec.TryFindEntry("replicas", out var replicas) && replicas.AsInt == 3 && spec.MapCount == 1);
        Assert.Equal("Object.spec", spec.RuntimeType.Name);
    }

    [Theory]
    [InlineData("[JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('a/b~c'), value: {'x': 1}}][0].path == '/metadata/labels/a~1b~0c'")]
    [InlineData("JSONPatch{op: 'remove', path: '/a'}.op == 'remove'")]
    public void Patches_are_literals(string expression)
    {
        var compilation = new CelEnvironment(MutationLibrary.AddTo(new() { Dialect = CelDialect.Kubernetes })).Compile(expression);
        Assert.True(compilation.Succeeded, compilation.IssueText);
        Assert.True(compilation.Program.Evaluate(CelVariables.Empty, cancellation: TestContext.Current.CancellationToken).Value.IsTrue);
    }

    [Theory]
    [InlineData("JSONPatch{operation: 'add'}", "ERROR: <input>:1:20: undefined field 'operation'")]
    [InlineData("JSONPatch{op: 1}", "ERROR: <input>:1:13: expected type of field 'op' is 'string' but provided type is 'int'")]
    public void Wrong_patches_are_refused(string expression, string issue) =>
        Assert.StartsWith(issue, new CelEnvironment(MutationLibrary.AddTo(new() { Dialect = CelDialect.Kubernetes })).Compile(expression).IssueText, StringComparison.Ordinal);
}
