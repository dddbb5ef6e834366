import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
// eslint-disable-next-line no-restricted-imports -- the client is slow on purpose: nothing is waited for
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { answerClientErrors } from '../../src/http/client-errors.ts'
import { cutSlowReaders } from '../../src/http/slow-readers.ts'
import { until } from '../support/eventually.ts'
import { openRawSocket, requestText } from '../support/raw-socket.ts'

// More than the buffers between the two hold.
const reply = Buffer.alloc(16 * 1024 * 1024)
const cut: string[] = []
const server = createServer((request, response) => {
  response.on('close', () => cut.push(`${request.url} ${response.writableFinished ? 'read' : 'cut off'}`))
  response.end(request.url === '/large' ? reply : 'small')
})
let url = ''
beforeAll(async () => {
  cutSlowReaders(server, 1_000)
  answerClientErrors(server, () => url)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

test('a client that does not read its reply is cut off, also when it goes on to send; others are not', async () => {
  const idle = await openRawSocket(url)
  idle.write(requestText('GET', '/small'))
  await idle.reply()
  const deaf = await openRawSocket(url)
  deaf.socket.pause()
  deaf.write(requestText('GET', '/large'))

  // A write is what tells that the connection is no more, because nothing is read.
  const sending = setInterval(() => deaf.write('\r\n'), 20)
  await deaf.closed
  clearInterval(sending)
  const whole = await fetch(`${url}/large`)

  expect((await whole.arrayBuffer()).byteLength).toBe(reply.length)
  expect(cut).toEqual(['/small read', '/large cut off', '/large read'])
  idle.write(requestText('GET', '/small'))
  expect((await idle.reply()).status).toBe(200)
  idle.socket.destroy()
})

test('a client that reads slowly, but goes on reading, gets its reply', async () => {
  const { hostname, port } = new URL(url)
  const slow = connect({ host: hostname, port: Number(port) })
  slow.write(requestText('GET', '/large', ['Connection: close']))
  let length = 0

  // 64 KB at a time: all of it takes longer than anybody may stand still.
  for await (const bytes of slow) {
    length += (bytes as Buffer).length
    await wait(10)
  }

  expect(length).toBeGreaterThan(reply.length)
})

test('a client that was told to go, and keeps its end open, is gone all the same', async () => {
  const { socket, write, reply } = await openRawSocket(url)
  socket.allowHalfOpen = true

  write('this is no HTTP\r\n\r\n')
  const refused = await reply()
  await until('nobody is connected', () => promisify(server.getConnections.bind(server))().then((count) => count === 0))

  expect(refused.status).toBe(400)
  socket.destroy()
})
