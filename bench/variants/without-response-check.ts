import { replace } from './replace.ts'

replace('src/http/contract/response-check.ts', './response-check.ts')
