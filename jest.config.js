/** Node runs the TypeScript as it is, in tests as in production, so nothing is transformed. */
export default {
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  injectGlobals: false,
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
  modulePathIgnorePatterns: ['<rootDir>/.data/', '<rootDir>/dist/'],
  testTimeout: 30_000,
  maxWorkers: 2,
}
