import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import type { AddressInfo, Server, Socket } from 'node:net'
import { createServer as createSecureServer } from 'node:tls'
import { afterAll } from '@jest/globals'

export interface SecureFront {
  readonly url: string
  /** The certificate as a file, which a process trusts that gets it as NODE_EXTRA_CA_CERTS. */
  readonly certificate: string
}

/** Puts TLS before a plain server, with a certificate of its own that is good from one day to another (`20200101`). Ends with the test file. */
export async function behindTls(target: string, from: string, until: string): Promise<SecureFront> {
  const { key, cert, certificate } = makeCertificate(from, until)
  const { hostname, port } = new URL(target)
  const server = createSecureServer({ key, cert }, (socket) => {
    const inner = connect(Number(port), hostname)
    socket.on('error', () => inner.destroy())
    inner.on('error', () => socket.destroy())
    socket.pipe(inner).pipe(socket)
  })
  // Who does not trust it breaks the handshake off.
  server.on('tlsClientError', () => undefined)
  return { url: `https://127.0.0.1:${await listen(server)}`, certificate }
}

/** A server that takes connections and says nothing. Ends with the test file. */
export async function silentServer(): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(() => undefined))}`
}

/** The port; with the test file the server ends, and every connection that it has. */
async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return (server.address() as AddressInfo).port
}

// `openssl ca` is the one way to say both dates that every version has.
function makeCertificate(from: string, until: string): { readonly key: Buffer; readonly cert: Buffer; readonly certificate: string } {
  const folder = mkdtempSync(join(tmpdir(), 'clientflow-tls-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const [key, request, certificate] = ['key.pem', 'request.pem', 'certificate.pem'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  const run = (...words: string[]): void => void execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' })
  writeFileSync(join(folder, 'index.txt'), '')
  writeFileSync(join(folder, 'openssl.cnf'), settings)
  run('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', request, '-subj', '/CN=127.0.0.1', '-config', 'openssl.cnf')
  const dates = ['-startdate', `${from}000000Z`, '-enddate', `${until}000000Z`]
  run('ca', '-batch', '-selfsign', '-config', 'openssl.cnf', '-keyfile', key, '-in', request, '-out', certificate, '-notext', ...dates)
  return { key: readFileSync(key), cert: readFileSync(certificate), certificate }
}

const settings = `
[req]
distinguished_name = name
[name]
[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = host
[any]
commonName = supplied
[host]
basicConstraints = critical, CA:TRUE
subjectAltName = IP:127.0.0.1
`
