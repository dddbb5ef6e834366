import { replace } from './replace.ts'

replace('src/http/contract/document.ts', './document.ts')
