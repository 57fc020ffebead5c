import type { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import type { Expected, ProposedEvent, StoredEvent } from './event-database';

/** Between the protocol's messages (streams.proto and shared.proto, as the client carries them) and the database. */

type Options = AppendReq.Options | BatchAppendReq.Options;

export function streamNameOf(options: { getStreamIdentifier(): StreamIdentifier | undefined }): string {
  return Buffer.from(options.getStreamIdentifier()!.getStreamName_asU8()).toString('utf8');
}

export function identifierOf(stream: string): StreamIdentifier {
  return new StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));
}

export function expectedOf(options: Options): Expected {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  if (options.hasAny()) return 'any';
  return Number('getRevision' in options ? options.getRevision() : options.getStreamPosition());
}

export function proposedOf(message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage): ProposedEvent {
  const metadata = message.getMetadataMap();
  return {
    id: message.getId()!.getString(),
    type: metadata.get('type')!,
    contentType: metadata.get('content-type')!,
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

export function readResponseOf(stored: StoredEvent): ReadResp {
  const position = String(stored.position);
  const event = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(stored.id))
    .setStreamIdentifier(identifierOf(stored.stream))
    .setStreamRevision(String(stored.revision))
    .setPreparePosition(position)
    .setCommitPosition(position)
    .setData(stored.data)
    .setCustomMetadata(stored.metadata);
  event
    .getMetadataMap()
    .set('type', stored.type)
    .set('content-type', stored.contentType)
    .set('created', String(stored.created));
  return new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(event).setCommitPosition(position));
}

/** Which events a reader of `$all` asked for. */
export function filterOf(options: ReadReq.Options): (event: StoredEvent) => boolean {
  const filter = options.getFilter();
  if (filter === undefined) return () => true;
  const byStream = filter.hasStreamIdentifier();
  const expression = byStream ? filter.getStreamIdentifier()! : filter.getEventType()!;
  const prefixes = expression.getPrefixList();
  const regex = expression.getRegex() === '' ? undefined : new RegExp(expression.getRegex());
  return (event) => {
    const text = byStream ? event.stream : event.type;
    return regex === undefined ? prefixes.some((prefix) => text.startsWith(prefix)) : regex.test(text);
  };
}

export const empty = (): Empty => new Empty();
