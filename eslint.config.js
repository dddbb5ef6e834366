import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

// The places that may read the environment: the processes' entries, and what runs around them.
const readsEnvironment = [
  'src/main.ts',
  'src/worker.ts',
  'src/migrate.ts',
  'src/verify-audit.ts',
  'scripts/**',
  'tests/**',
  'bench/**',
  'sdk/**',
]

const dynamicSql = {
  selector:
    "CallExpression[callee.object.name='sql'][callee.property.name=/^(raw|lit|literal)$/]:not(:has(> Literal.arguments, > TemplateLiteral.arguments[expressions.length=0]))",
  message: 'sql.raw and sql.lit put text into the statement: only literals may go there, values go in as parameters.',
}
const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name, so that a thing has one name everywhere.',
}
const carrier = {
  selector: "CallExpression[callee.property.name='messages']",
  message:
    'Only src/jobs/message-deliver.ts asks for who carries messages: whatever else wants to send queues a message, and so passes the gate.',
}
const sleep = {
  selector: "CallExpression[callee.name='setTimeout'], CallExpression[callee.property.name='setTimeout']",
  message: 'Tests do not sleep: drain the queue, or wait for the thing itself.',
}

// An exception without a reason is a question for the next reader.
const reasons = {
  rules: {
    'disable-with-reason': {
      create: (context) => ({
        Program() {
          for (const comment of context.sourceCode.getAllComments()) {
            const exception = /^\s*eslint-disable/.test(comment.value)
            if (exception && !/ -- \S.{9,}/.test(comment.value)) {
              context.report({ loc: comment.loc, message: 'Say why, after ` -- `.' })
            }
          }
        },
      }),
    },
  },
}

export default defineConfig(
  globalIgnores(['generated/', 'node_modules/', 'dist/', 'sdk/*/dist/', 'coverage/', 'reports/', '.data/', '.venv/', 'openapi/released/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' }, plugins: { reasons }, rules: { 'reasons/disable-with-reason': 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'off',
      'no-restricted-syntax': ['error', dynamicSql, defaultExport],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-explicit-any': ['error', { fixToUnknown: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      // Handlers are async by their type, whether or not one of them waits for something.
      '@typescript-eslint/require-await': 'off',
      // Objects here are closures; nothing uses `this`, so a method can be handed on.
      '@typescript-eslint/unbound-method': 'off',
      // A partial stand-in for a class is how a request without a socket, or a test, is made; the cast says so already.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A type that appears once still binds the caller's literal, as `part` does for the handlers.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Text is measured and folded by code points, as PostgreSQL and the contract count them.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // `() => log.info(…)` reads well, and hides nothing.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-console': 'error',
      'max-lines': ['error', 200],
      'max-lines-per-function': ['error', { max: 60, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    files: ['**/*.ts'],
    ignores: readsEnvironment,
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only main.ts, worker.ts and migrate.ts read the environment; the rest is handed values.',
        },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: ['node:process', 'process'].map((name) => ({
            name,
            importNames: ['env'],
            message: 'Only the entries read the environment.',
          })),
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/jobs/message-deliver.ts', 'src/integrations/**'],
    rules: { 'no-restricted-syntax': ['error', dynamicSql, defaultExport, carrier] },
  },
  {
    files: ['tests/**/*.test.ts'],
    rules: {
      'no-restricted-syntax': ['error', dynamicSql, defaultExport, sleep],
      'no-restricted-imports': [
        'error',
        { paths: ['node:timers/promises', 'timers/promises'].map((name) => ({ name, message: sleep.message })) },
      ],
    },
  },
  // A test reads of a reply what it expects; where that is not there, it fails.
  {
    files: ['tests/**/*.ts'],
    rules: Object.fromEntries(
      ['argument', 'assignment', 'call', 'member-access', 'return'].map((rule) => [`@typescript-eslint/no-unsafe-${rule}`, 'off']),
    ),
  },
  // Configurations and plug-ins of tools export as the tools want it.
  { files: ['*.config.ts', 'scripts/jest/**/*.ts', 'tests/support/jest-*.ts'], rules: { 'no-restricted-syntax': ['error', dynamicSql] } },
  // A catalogue: one entry for each thing that a caller may be told.
  { files: ['src/problems.ts', 'src/error-catalogue.ts'], rules: { 'max-lines': 'off' } },
  // What must not compile has no types to be judged by.
  {
    files: ['tests/types/**/*.ts'],
    rules: { '@typescript-eslint/no-unused-vars': 'off', '@typescript-eslint/no-unsafe-argument': 'off' },
  },
)
