import { GraphQLError } from 'graphql';
import { Feed, type FeedSource } from '../feed';
import type { Viewer } from './roles';

const LONGEST_TIMER_MS = 2_147_483_647;

/** A feed that ends, with `TOKEN_EXPIRED`, when its viewer's token does: a socket outlives no right. */
export function viewerFeed<T>(
  viewer: Viewer,
  start: (source: FeedSource<T>) => () => void,
  latestOnly = false,
): Feed<T> {
  return new Feed<T>((source) => {
    let timer: NodeJS.Timeout;
    const wait = () => {
      const left = viewer.expiresAt * 1000 - Date.now();
      if (left <= 0) return source.fail(expired());
      timer = setTimeout(wait, Math.min(left, LONGEST_TIMER_MS)).unref();
    };
    wait();
    const stop = start(source);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, latestOnly);
}

const expired = () =>
  new GraphQLError('This token has expired. Ask for a new one.', { extensions: { code: 'TOKEN_EXPIRED' } });
