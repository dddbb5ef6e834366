import { takeCoverage } from 'node:v8'
import { afterAll } from '@jest/globals'

// Written after each file, because Jest ends a worker by force that is slow to end, and what ran in it would count as never run.
if (process.env.NODE_V8_COVERAGE !== undefined) afterAll(() => takeCoverage())
