import { buildDocs } from './support/docs.ts'

const file = await buildDocs()
console.log(`The page is ${file}; a running server shows it at /docs.`)
