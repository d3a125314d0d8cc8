using Gatehouse.Cel.Evaluation;
using Gatehouse.Cel.Messages;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using TypeRegistry = Gatehouse.Cel.Messages.TypeRegistry;

namespace Gatehouse.Cel.Tests.Messages;

/// <summary>Generated messages in expressions; the descriptors of protocol buffers are messages themselves.</summary>
public sealed class ProtoMessagesTests
{
    private static readonly TypeRegistry Types = ProtoMessages.ReadTypes(DescriptorReflection, TypeReflection.Descriptor);

    private static FileDescriptor DescriptorReflection => FileDescriptorProto.Descriptor.File;

    private static bool IsTrue(string expression, IMessage message)
    {
        var environment = new CelEnvironment(new() { Types = Types, Container = "google.protobuf", Variables = new Dictionary<string, CelType> { ["m"] = CelType.Message(message.Descriptor.FullName) } });
        var compilation = environment.Compile(expression);
        Assert.True(compilation.Succeeded, compilation.IssueText);
        var result = compilation.Program.Evaluate(new CelVariables().Set("m", ProtoMessages.ToValue(message, Types)), cancellation: TestContext.Current.CancellationToken);
        Assert.Null(result.Error);
        return result.Value.AsBool;
    }

    [Theory]
    [InlineData("m.name == 'a.proto' && m.package == '' && !has(m.package) && has(m.name)")]
    [InlineData("m.dependency == ['b.proto', 'c.proto'] && size(m.message_type) == 1 && m.message_type[0].field[0].number == 7")]
    [InlineData("m.message_type[0].field[0].type == FieldDescriptorProto.Type.TYPE_STRING && m.options.deprecated && !m.options.java_multiple_files")]
    [InlineData("m.options.optimize_for == FileOptions.OptimizeMode.SPEED && !has(m.options.optimize_for)")]
    [InlineData("m.message_type.exists(t, t.name == 'M' && t.field.all(f, f.number > 0))")]
    [InlineData("m == FileDescriptorProto{name: 'a.proto', dependency: ['b.proto', 'c.proto'], message_type: [DescriptorProto{name: 'M', field: [FieldDescriptorProto{number: 7, type: FieldDescriptorProto.Type.TYPE_STRING}]}], options: FileOptions{deprecated: true}}")]
    public void Fields_of_a_generated_message_are_read(string expression) => Assert.True(IsTrue(expression, new FileDescriptorProto
    {
        Name = "a.proto",
        Dependency = { "b.proto", "c.proto" },
        MessageType = { new DescriptorProto { Name = "M", Field = { new FieldDescriptorProto { Number = 7, Type = FieldDescriptorProto.Types.Type.String } } } },
        Options = new Google.Protobuf.Reflection.FileOptions { Deprecated = true },
    }));

    [Fact]
    public void Any_is_unpacked_and_well_known_types_are_values() => Assert.True(IsTrue(
        "m.options[0].value == 5 && m.options[1].value == duration('90s') && m.options[2].value.name == 'N' && m.syntax == 1",
        new Google.Protobuf.WellKnownTypes.Type
        {
            Syntax = Google.Protobuf.WellKnownTypes.Syntax.Proto3,
            Options =
            {
                new Option { Value = Any.Pack(new Int32Value { Value = 5 }) },
                new Option { Value = Any.Pack(Duration.FromTimeSpan(TimeSpan.FromSeconds(90))) },
                new Option { Value = Any.Pack(new Option { Name = "N" }) },
            },
        }));

    [Fact]
    public void Message_of_an_unknown_type_is_refused() => Assert.Throws<ArgumentException>(() => ProtoMessages.ToValue(new Option(), TypeRegistry.Empty));

    [Fact]
    public void Bytes_that_are_no_message_are_an_error()
    {
        var any = new Any { TypeUrl = "type.googleapis.com/google.protobuf.Option", Value = ByteString.CopyFrom(0x0A, 0xFF) };
        Assert.Equal(ValueKind.Error, ProtoMessages.ToValue(any, Types).Kind);
    }
}
