import type { Server as HttpServer } from 'node:http';
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** Where a connection goes once it is known what it speaks. */
export interface Rooms {
  readonly grpc: { injectConnection(connection: Socket): void };
  readonly http: HttpServer;
  /** Every connection, to be broken with the node. */
  readonly opened: (socket: Socket) => void;
}

const PREFACE_OF_HTTP_2 = 'PRI';

/** One port for HTTP/2 and HTTP/1.1, as a real server has it: in clear text told apart by the first bytes. */
export function clearDoor({ grpc, http, opened }: Rooms): NetServer {
  return createServer((socket) => {
    opened(socket);
    socket.once('data', (first) => {
      socket.pause();
      socket.unshift(first);
      if (first.toString('latin1').startsWith(PREFACE_OF_HTTP_2)) grpc.injectConnection(socket);
      else http.emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
}

/** The same behind TLS, told apart by what the client asks for in its greeting (ALPN). */
export function lockedDoor({ grpc, http, opened }: Rooms, certificate: string, key: string): NetServer {
  const server = createTlsServer({ cert: certificate, key, ALPNProtocols: ['h2', 'http/1.1'] }, (socket) => {
    opened(socket);
    if (socket.alpnProtocol === 'h2') grpc.injectConnection(socket);
    else http.emit('connection', socket);
  });
  return server.on('tlsClientError', () => undefined);
}
