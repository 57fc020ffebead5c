import { type Metadata, type ServerDuplexStream, type ServerReadableStream, type sendUnaryData } from '@grpc/grpc-js';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import type { Message } from 'google-protobuf';
import {
  AllStreamPosition,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import {
  AppendReq,
  AppendResp,
  type BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb';
import { type Appended, type Expected, type ProposedEvent, sizeOf } from './event-database';
import { failureOf } from './failures';
import { empty, expectedOf, identifierOf, proposedOf, streamNameOf } from './wire';

/** Decides what becomes of one append before anybody is answered; `undefined` when the caller is never to hear. */
export type Commit = (
  stream: string,
  expected: Expected,
  events: readonly ProposedEvent[],
  metadata: Metadata,
) => Promise<Appended | undefined>;

/**
 * `Append`: the options, then one message for each event; the answer when the caller has ended, or as soon as it has sent more
 * than the server takes.
 */
export function append(commit: Commit, maxAppendBytes: number) {
  return (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>): void => {
    let options: AppendReq.Options | undefined;
    const events: ProposedEvent[] = [];
    let bytes = 0;
    let refused = false;
    call.on('data', (request: AppendReq) => {
      if (request.hasOptions()) return (options = request.getOptions());
      const event = proposedOf(request.getProposedMessage()!);
      events.push(event);
      bytes += sizeOf(event);
      if (refused || bytes <= maxAppendBytes) return;
      refused = true;
      answer(failureOf({ kind: 'too-large', limit: maxAppendBytes }, streamNameOf(options!)));
    });
    call.on('end', async () => {
      if (refused) return;
      const stream = streamNameOf(options!);
      const expected = expectedOf(options!);
      try {
        const appended = await commit(stream, expected, events, call.metadata);
        if (appended !== undefined) answerAppend(appended, stream, expected, answer);
      } catch (failure) {
        answer(failure as Error);
      }
    });
  };
}

function answerAppend(appended: Appended, stream: string, expected: Expected, answer: sendUnaryData<AppendResp>): void {
  if (appended.kind === 'too-large' || appended.kind === 'stream-deleted') return answer(failureOf(appended, stream));
  if (appended.kind === 'wrong-expected-version')
    return answer(null, new AppendResp().setWrongExpectedVersion(wrongVersion(appended.current, expected)));
  const position = String(appended.position);
  const success = new AppendResp.Success()
    .setCurrentRevision(String(appended.revision))
    .setPosition(new AppendResp.Position().setCommitPosition(position).setPreparePosition(position));
  answer(null, new AppendResp().setSuccess(success));
}

function wrongVersion(current: number, expected: Expected): AppendResp.WrongExpectedVersion {
  const wrong = new AppendResp.WrongExpectedVersion();
  if (current < 0) wrong.setCurrentNoStream(empty());
  else wrong.setCurrentRevision(String(current));
  if (expected === 'no_stream') return wrong.setExpectedNoStream(empty());
  if (expected === 'stream_exists') return wrong.setExpectedStreamExists(empty());
  return expected === 'any' ? wrong.setExpectedAny(empty()) : wrong.setExpectedRevision(String(expected));
}

/** `BatchAppend`: many appends over one call, each split over several messages and told apart by its correlation id. */
export function batchAppend(commit: Commit) {
  return (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void => {
    const open = new Map<string, { options?: BatchAppendReq.Options; events: ProposedEvent[] }>();
    call.on('data', async (request: BatchAppendReq) => {
      const id = request.getCorrelationId()!.getString();
      const one = open.get(id) ?? { events: [] };
      open.set(id, one);
      if (request.hasOptions()) one.options = request.getOptions()!;
      one.events.push(...request.getProposedMessagesList().map(proposedOf));
      if (!request.getIsFinal()) return;
      open.delete(id);
      const stream = streamNameOf(one.options!);
      const expected = expectedOf(one.options!);
      const appended = await commit(stream, expected, one.events, call.metadata).catch(() => undefined);
      if (appended === undefined) return;
      const response = new BatchAppendResp().setStreamIdentifier(identifierOf(stream));
      call.write(batchResponse(response.setCorrelationId(request.getCorrelationId()), appended, stream, expected));
    });
    call.on('end', () => call.end());
  };
}

function batchResponse(
  response: BatchAppendResp,
  appended: Appended,
  stream: string,
  expected: Expected,
): BatchAppendResp {
  if (appended.kind !== 'appended') return response.setError(statusOf(appended, stream, expected));
  const position = String(appended.position);
  return response.setSuccess(
    new BatchAppendResp.Success()
      .setCurrentRevision(String(appended.revision))
      .setPosition(new AllStreamPosition().setCommitPosition(position).setPreparePosition(position)),
  );
}

type Failed = Exclude<Appended, { readonly kind: 'appended' }>;

function statusOf(failed: Failed, stream: string, expected: Expected): Status {
  const [name, message] = detailsOf(failed, stream, expected);
  const any = new Any();
  any.pack(message.serializeBinary(), `event_store.client.${name}`);
  return new Status().setMessage(name).setDetails(any);
}

function detailsOf(failed: Failed, stream: string, expected: Expected): [string, Message] {
  if (failed.kind === 'too-large')
    return ['MaximumAppendSizeExceeded', new MaximumAppendSizeExceeded().setMaxappendsize(failed.limit)];
  if (failed.kind === 'stream-deleted')
    return ['StreamDeleted', new StreamDeleted().setStreamIdentifier(identifierOf(stream))];
  const wrong = new WrongExpectedVersion();
  if (failed.current >= 0) wrong.setCurrentStreamRevision(String(failed.current));
  if (typeof expected === 'number') wrong.setExpectedStreamPosition(String(expected));
  return ['WrongExpectedVersion', wrong];
}
