import { runTool } from './tools.ts'

/** The types of every operation and schema. openapi-typescript cannot read redocly.yaml, so it gets a configuration of its own. */
export function generateTypes(contract: string, output: string): void {
  const flags = ['--immutable', '--alphabetize', '--default-non-nullable=false']
  runTool('openapi-typescript', [contract, '--output', output, '--redocly', 'openapi/openapi-typescript.yaml', ...flags])
}
