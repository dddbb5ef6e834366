import { replace } from './replace.ts'

replace('src/db/database.ts', './database.ts')
