import { endWhenInterrupted } from './ending.ts'
import { runFull } from './full.ts'
import { makeRoom } from './machine.ts'
import { readOptions } from './options.ts'
import { runQuick } from './quick.ts'

// `node bench/run.ts` compares and writes results/; with --quick it only says whether something has become much slower, or does more than it should.

const options = readOptions()
makeRoom()
endWhenInterrupted()
process.exitCode = (await (options.quick ? runQuick() : runFull(options))) ? 0 : 1
