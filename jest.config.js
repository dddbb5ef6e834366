/** Node runs the TypeScript as it is, in tests as in production, so nothing is transformed. */
export default {
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  injectGlobals: false,
  setupFilesAfterEnv: ['<rootDir>/tests/support/keep-coverage.ts'],
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
  modulePathIgnorePatterns: ['<rootDir>/.data/', '<rootDir>/dist/'],
  // For all tests and hooks alike: it ends what hangs, and says nothing about how fast something is. A machine may be slow.
  testTimeout: 180_000,
  maxWorkers: 2,
}
