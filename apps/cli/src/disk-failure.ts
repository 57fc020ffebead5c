/** What the disk said no to is told in the same words by a command and by the server. */
export { diskFailureOf, type DiskFailure } from './server/server-parts';
