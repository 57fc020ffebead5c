import { createTransport, type Transporter } from 'nodemailer';
import type { Delivery, Letter, Sender } from './sender';

/** How many letters are under way at a time; also the number of connections. */
export const SMTP_CONNECTIONS = 4;
const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;

/** Hands letters over to a mail server. A password is never sent in the clear: a server that is given one must offer STARTTLS or TLS. */
export class SmtpSender implements Sender {
  private readonly transport: Transporter;

  /** `smtp://` (with STARTTLS where it is offered) or `smtps://`. */
  constructor(url: string) {
    const { protocol, username } = new URL(url);
    this.transport = createTransport({
      url,
      pool: true,
      maxConnections: SMTP_CONNECTIONS,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      requireTLS: protocol === 'smtp:' && username !== '',
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send({ from, to, subject, text, messageId, at }: Letter): Promise<Delivery> {
    try {
      await this.transport.sendMail({
        from,
        to,
        subject,
        text,
        messageId: `<${messageId}>`,
        date: at,
        textEncoding: 'quoted-printable',
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { outcome: 'accepted' };
    } catch (error) {
      return deliveryAfter(error as SmtpError);
    }
  }

  forget(): void {}

  close(): void {
    this.transport.close();
  }
}

interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

/**
 * RFC 5321, 4.2.1: a reply in the 400s may be another one later, one in the 500s stays. That holds for the recipient and the letter; whoever
 * does not take the sender, the password or the connection takes no letter at all, until somebody sees to it.
 */
function deliveryAfter({ code, command, responseCode }: SmtpError): Delivery {
  const why = [code, responseCode].filter((one) => one !== undefined).join(' ');
  const concernsLetter = (code === 'EENVELOPE' && command !== 'MAIL FROM') || code === 'EMESSAGE';
  if (!concernsLetter) return { outcome: 'unreachable', why };
  const mayPassLater = responseCode !== undefined && responseCode < 500;
  return { outcome: mayPassLater ? 'temporary' : 'permanent', why };
}
