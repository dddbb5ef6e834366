import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export interface Site {
  /** As browsers send it: no slash at its end. */
  readonly origin: string
  readonly close: () => void
}

/** The client as `sdk`, from the files of the package as they are. */
const html = `<!doctype html><title>A page</title><link rel="icon" href="data:,">
<script type="importmap">{ "imports": {
  "@clientflow/sdk": "/node_modules/@clientflow/sdk/sdk/typescript/src/index.js",
  "openapi-fetch": "/node_modules/openapi-fetch/dist/index.mjs"
} }</script>
<script type="module">
  import * as sdk from '@clientflow/sdk'
  globalThis.sdk = sdk
</script>`

/** A site that serves a page and the packages of this folder; `others` answers everything else. */
export async function startSite(folder: string, others: RequestListener): Promise<Site> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (path === '/') response.writeHead(200, { 'Content-Type': 'text/html' }).end(html)
    else if (path.startsWith('/node_modules/'))
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(readFileSync(join(folder, path)))
    else others(request, response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
