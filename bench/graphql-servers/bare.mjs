import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { BallotBox } from './ballot-box.mjs';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function isValid({ commandId, proposal, choice, weight }) {
  return (
    UUID.test(commandId) &&
    typeof proposal === 'string' &&
    proposal.length >= 1 &&
    proposal.length <= 80 &&
    ['yes', 'no', 'abstain'].includes(choice) &&
    Number.isInteger(weight) &&
    weight >= 1
  );
}

/** Just enough of graphql-transport-ws for one subscription per socket; every event is encoded once and sent to all. */
function subscribersOn(server) {
  const subscribers = new Set();
  new WebSocketServer({ server, path: '/graphql' }).on('connection', (socket) => {
    socket.on('close', () => subscribers.delete(socket));
    socket.on('message', (text) => {
      const { type } = JSON.parse(text);
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      if (type === 'subscribe') subscribers.add(socket);
    });
  });
  return subscribers;
}

function reply(response, status, body) {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

/** The yardstick: node:http and ws by hand. Answers the same bodies as the GraphQL servers but reads only the variables. */
export async function startBare() {
  const box = new BallotBox();
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part) => (text += part));
    request.on('end', () => {
      const { input } = JSON.parse(text).variables;
      if (!isValid(input)) return reply(response, 400, { errors: [{ message: 'Bad Request' }] });
      const castBallot = box.cast(input);
      publish(box.tally());
      reply(response, 200, { data: { castBallot } });
    });
  });
  const subscribers = subscribersOn(server);
  const publish = (tallyChanged) => {
    if (subscribers.size === 0) return;
    const frame = JSON.stringify({ id: '1', type: 'next', payload: { data: { tallyChanged } } });
    for (const socket of subscribers) socket.send(frame);
  };
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return server.address().port;
}
