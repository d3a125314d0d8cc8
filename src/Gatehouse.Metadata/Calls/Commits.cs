using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using Gatehouse.Metadata.Storage;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Gatehouse.Metadata.Calls;

/// <summary>Makes the writes of a call and turns what the store refuses into the call's error.</summary>
internal static class Commits
{
    private const int MaximumRequestIdLength = 128;

    /// <summary>The idempotency key of a create; null when the caller sent no request id.</summary>
    public static RequestKey? Key(Call call, string method, IMessage request)
    {
        if (call.RequestId is not { Length: > 0 } id)
        {
            return null;
        }

        if (id.Length > MaximumRequestIdLength)
        {
            throw Errors.InvalidArgument(Call.RequestIdHeader, $"must be at most {MaximumRequestIdLength} characters, got {id.Length}");
        }

        var bytes = request.ToByteArray();
        return new(call.Caller.Principal, id, Convert.ToHexStringLower(SHA256.HashData([.. System.Text.Encoding.UTF8.GetBytes(method), 0, .. bytes])));
    }

    /// <param name="field">Names the item of a batch that a refusal is about, for example <c>occurrences[3]</c>; empty outside batches.</param>
    /// <returns>The names a repeated request wrote before; null when this call has written.</returns>
    public static async ValueTask<ImmutableArray<string>?> MakeAsync(IRecordStore store, WriteSet writes, Func<int, string> field, CancellationToken cancellationToken)
    {
        switch (await store.CommitAsync(writes, cancellationToken))
        {
            case CommitOutcome.Committed:
                return null;
            case CommitOutcome.Repeated repeated:
                return repeated.Names;
            case CommitOutcome.RequestReused:
                throw Errors.InvalidArgument(Call.RequestIdHeader, $"\"{writes.Request!.Id}\" was used before for a different request");
            case CommitOutcome.Refused refused:
                throw Refuse(refused.Refusals, field);
            default:
                throw new UnreachableException();
        }
    }

    public static void ThrowIfRefused(CommitOutcome outcome)
    {
        if (outcome is CommitOutcome.Refused refused)
        {
            throw Refuse(refused.Refusals, _ => "");
        }
    }

    private static RpcException Refuse(ImmutableArray<WriteRefusal> refusals, Func<int, string> field)
    {
        if (refusals is [var only] && field(only.Index).Length == 0)
        {
            return One(only);
        }

        var errors = refusals.Select(r => new FieldError(field(r.Index), Describe(r))).ToArray();
        var details = new BadRequest();
        details.FieldViolations.AddRange(errors.Select(e => new BadRequest.Types.FieldViolation { Field = e.Field, Description = e.Description }));
        return Errors.Create(CodeOf(refusals[0].Reason), $"nothing was created: {string.Join("; ", errors)}", details);
    }

    private static RpcException One(WriteRefusal refusal) => refusal.Reason switch
    {
        WriteRefusalReason.AlreadyExists => Errors.AlreadyExists(refusal.Subject),
        WriteRefusalReason.NotFound or WriteRefusalReason.NoteNotFound => Errors.NotFound(refusal.Subject),
        WriteRefusalReason.ProjectNotFound => Errors.NotFound(refusal.Subject, "create the project first"),
        _ => Errors.Create(CodeOf(refusal.Reason), Describe(refusal)),
    };

    private static Code CodeOf(WriteRefusalReason reason) => reason switch
    {
        WriteRefusalReason.AlreadyExists => Code.AlreadyExists,
        WriteRefusalReason.NotFound or WriteRefusalReason.NoteNotFound or WriteRefusalReason.ProjectNotFound => Code.NotFound,
        WriteRefusalReason.KindMismatch => Code.InvalidArgument,
        WriteRefusalReason.NoteInUse => Code.FailedPrecondition,
        WriteRefusalReason.RevisionMismatch => Code.Aborted,
        _ => throw new UnreachableException(),
    };

    private static string Describe(WriteRefusal refusal) => refusal.Reason switch
    {
        WriteRefusalReason.AlreadyExists => $"\"{refusal.Subject}\" exists already",
        WriteRefusalReason.NotFound => $"\"{refusal.Subject}\" does not exist",
        WriteRefusalReason.NoteNotFound => $"note \"{refusal.Subject}\" does not exist",
        WriteRefusalReason.ProjectNotFound => $"\"{refusal.Subject}\" does not exist; create the project first",
        WriteRefusalReason.KindMismatch => $"the details are not of the note's kind, {refusal.Subject}",
        WriteRefusalReason.NoteInUse => $"occurrences refer to the note, for example \"{refusal.Subject}\"; delete them first",
        WriteRefusalReason.RevisionMismatch => $"\"{refusal.Subject}\" was changed by another call; read it again and retry",
        _ => throw new UnreachableException(),
    };
}
