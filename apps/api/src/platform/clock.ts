import { Injectable } from '@nestjs/common';

/** Where the server's time enters. Decisions receive it in the command; the order of the log, not this, decides. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }

  /** ISO 8601 UTC with milliseconds. */
  instant(): string {
    return this.now().toISOString();
  }
}
