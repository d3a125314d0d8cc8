using System.Text.Json;
using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Evaluation;
using Gatehouse.Cel.Messages;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using Gatehouse.Standards;

namespace Gatehouse.Cel.Tests.Conformance;

/// <summary>The language's own suite (cel-spec, <c>tests/simple</c>): every test of every file that is there.</summary>
public sealed class SpecConformanceTests
{
    private const string Folder = "cel-conformance";
    private static readonly Dictionary<bool, Lazy<TypeRegistry>> Types = new[] { false, true }.ToDictionary(s => s, s => new Lazy<TypeRegistry>(() => ReadTypes(s)));
    private static readonly Lazy<Dictionary<string, ConformanceCase>> Cases = new(ReadCases);

    private static TypeRegistry ReadTypes(bool strongEnums) => TestTypes.Read(Path.Combine(TestData.FindFolder(Folder)!, "test-types.json"), strongEnums);

    public static TheoryData<string> Ids => TestData.FindFolder(Folder, "simple") is null ? [new TheoryDataRow<string>("") { Skip = TestData.Absent }] : [.. Cases.Value.Keys];

    private static Dictionary<string, ConformanceCase> ReadCases()
    {
        var cases = new Dictionary<string, ConformanceCase>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(TestData.FindFolder(Folder, "simple")!, "*.json").Order(StringComparer.Ordinal))
        {
            var root = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
            foreach (var section in Items(root, "section"))
            {
                foreach (var test in Items(section, "test"))
                {
                    var one = new ConformanceCase(section.GetProperty("name").GetString()!, test);
                    var id = $"{Path.GetFileNameWithoutExtension(path)}/{one.Section}/{one.Name}";
                    cases[cases.ContainsKey(id) ? $"{id}#{cases.Count}" : id] = one;
                }
            }
        }
        return cases;
    }

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) => element.TryGetProperty(name, out var items) ? items.EnumerateArray() : [];

    [Theory, MemberData(nameof(Ids))]
    [Trait("Category", "Conformance"), Trait("Suite", "cel-conformance: simple")]
    public void Result_is_that_of_the_specification(string id)
    {
        var test = Cases.Value[id];
        var registry = Types[test.Section.StartsWith("strong", StringComparison.Ordinal)].Value;
        var values = new SuiteValues(registry);
        var compilation = Compile(test, registry);
        if (!compilation.Succeeded)
        {
            Assert.True(ExpectsError(test), $"{test.Expression}\n{compilation.IssueText}");
            return;
        }
        if (test.Test.TryGetProperty("typedResult", out var typed))
        {
            Assert.Equal(SuiteValues.ReadType(typed.GetProperty("deducedType")).ToDeclaration(), compilation.Type.ToDeclaration());
        }
        if (!test.Has("checkOnly"))
        {
            Verify(test, compilation.Program.Evaluate(ReadBindings(test, values), cancellation: TestContext.Current.CancellationToken).Value, values);
        }
    }

    private static bool ExpectsError(ConformanceCase test) => test.Test.TryGetProperty("evalError", out _) || test.Test.TryGetProperty("anyEvalErrors", out _);

    private static CelCompilation Compile(ConformanceCase test, TypeRegistry registry)
    {
        var variables = new Dictionary<string, CelType>();
        var functions = new List<FunctionDeclaration>();
        foreach (var declaration in Items(test.Test, "typeEnv"))
        {
            var name = declaration.GetProperty("name").GetString()!;
            if (declaration.TryGetProperty("ident", out var variable))
            {
                variables[name] = SuiteValues.ReadType(variable.GetProperty("type"));
            }
            else if (declaration.TryGetProperty("function", out var function))
            {
                functions.Add(SuiteValues.ReadFunction(name, function));
            }
        }
        var environment = new CelEnvironment(new() { Container = test.Container, Variables = variables, Types = registry, Functions = functions, HasBlockMacros = true });
        return test.Has("disableCheck") ? environment.CompileUnchecked(test.Expression, !test.Has("disableMacros"))
            : test.Has("disableMacros") ? environment.CompileWithoutMacros(test.Expression)
            : environment.Compile(test.Expression);
    }

    private static CelVariables ReadBindings(ConformanceCase test, SuiteValues values)
    {
        var variables = new CelVariables();
        if (test.Test.TryGetProperty("bindings", out var bindings))
        {
            foreach (var binding in bindings.EnumerateObject())
            {
                variables.Set(binding.Name, ReadBinding(binding.Value, values));
            }
        }
        return variables;
    }

    private static Value ReadBinding(JsonElement element, SuiteValues values)
    {
        if (element.TryGetProperty("value", out var value))
        {
            return values.Read(value);
        }
        if (element.TryGetProperty("error", out var error))
        {
            return CelError.Create(string.Join(", ", Items(error, "errors").Select(e => e.GetProperty("message").GetString())));
        }
        return ReadUnknown(element.GetProperty("unknown"));
    }

    private static Value ReadUnknown(JsonElement unknown) => Value.Of(new UnknownSet([.. Items(unknown, "exprs").Select(e => e.ToString())]));

    private static void Verify(ConformanceCase test, Value actual, SuiteValues values)
    {
        if (ExpectsError(test))
        {
            Assert.True(actual.IsError, $"{test.Expression}\nan error was expected, not {actual}");
            return;
        }
        if (test.Test.TryGetProperty("unknown", out var unknown))
        {
            Assert.Equal(ReadUnknown(unknown).AsUnknown.Inputs, actual.AsUnknown.Inputs);
            return;
        }
        if (test.Test.TryGetProperty("anyUnknowns", out var unknowns))
        {
            Assert.Contains(Items(unknowns, "unknowns"), u => actual.IsUnknown && ReadUnknown(u).AsUnknown.Inputs.SetEquals(actual.AsUnknown.Inputs));
            return;
        }
        var expected = test.Test.TryGetProperty("value", out var value) ? values.Read(value)
            : test.Test.TryGetProperty("typedResult", out var typed) && typed.TryGetProperty("result", out var result) ? values.Read(result)
            : Value.True;
        Assert.True(Same(expected, actual), $"{test.Expression}\nexpected {expected.Kind} {expected}, found {actual.Kind} {actual}");
    }

    /// <summary>Equality of the same kind, where NaN equals itself.</summary>
    private static bool Same(Value expected, Value actual)
    {
        if (expected.Kind != actual.Kind)
        {
            return false;
        }
        return expected.Kind switch
        {
            ValueKind.Double => expected.AsDouble.Equals(actual.AsDouble) || expected.AsDouble == actual.AsDouble,
            ValueKind.List => expected.ListCount == actual.ListCount && Enumerable.Range(0, (int)expected.ListCount).All(i => Same(expected.ListItem(i), actual.ListItem(i))),
            ValueKind.Map => SameMap(expected, actual),
            ValueKind.Type => expected.AsType.Name == actual.AsType.Name,
            _ => Equality.AreEqual(expected, actual),
        };
    }

    private static bool SameMap(Value expected, Value actual)
    {
        for (var cursor = 0L; expected.MapSource.MoveNext(expected.Handle, ref cursor, out var key, out var value);)
        {
            if (!actual.TryFindEntry(key, out var other) || !Same(value, other))
            {
                return false;
            }
        }
        return expected.MapCount == actual.MapCount;
    }
}
