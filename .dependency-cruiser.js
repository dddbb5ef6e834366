// Who may know whom. Read a rule as: files of `from` may not import what `to` says; the comment is the reason.

const domain = '^src/domain/([^/]+)/'
const queries = '^src/domain/([^/]+)/(?:queries|[a-z-]+-queries)\\.ts$'
const handlers = '^src/domain/[^/]+/handlers\\.ts$'
// What people see in a browser is for HTTP what a handler is, in words for people.
const pages = '^src/domain/[^/]+/page[a-z-]*\\.ts$'
const packaged = (names) => `(^|node_modules/)(@types/)?(${names})(/|$)`

/** Files of `from` may import of ours only what `allowed` names; types of the settings may be named anywhere. */
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from,
  to: { path: '^(src|generated|scripts|tests|bench|sdk)/', pathNot: allowed },
})

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or hide a third. Types alone may point back: they are gone when it runs.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-missing-modules',
      severity: 'error',
      comment: 'What cannot be found fails only when that line runs.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-tools-in-the-product',
      severity: 'error',
      comment: 'The image has no devDependencies; an import of one fails there and nowhere else.',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    only(
      'entries-wire-the-parts',
      { path: '^src/(main|server|worker|migrate|verify-audit)\\.ts$' },
      ['^src/[^/]+\\.ts$', '^src/(http|db|crypto|jobs|integrations)/', '^generated/'],
      'The entries connect the parts. They hold no business, so they never reach into a noun.',
    ),
    only(
      'app-is-a-list',
      { path: '^src/app\\.ts$' },
      ['^src/(handlers|pages|problems|error-catalogue|config|log)\\.ts$', '^src/http/', '^src/db/', '^generated/'],
      'The request path is a list of what http and the handlers offer.',
    ),
    only(
      'handlers-are-spread-from-the-nouns',
      { path: '^src/(handlers|pages)\\.ts$' },
      [handlers, pages, '^src/http/', '^generated/'],
      'The maps of handlers and pages only put the nouns together.',
    ),
    only(
      'http-knows-no-business',
      { path: '^src/http/' },
      ['^src/(http|db|crypto)/', '^src/(problems|error-catalogue|config|log)\\.ts$', '^generated/'],
      'HTTP serves any contract. What it needs of a noun it is handed.',
    ),
    only(
      'handlers-translate',
      { path: domain + '(handlers|page[a-z-]*)\\.ts$' },
      ['^src/domain/$1/', '^src/http/', '^src/(problems|error-catalogue|config)\\.ts$', '^generated/'],
      'A handler turns contract words into calls of its own noun. If it needs another noun, that is a rule and belongs in <noun>.ts.',
    ),
    only(
      'rules-never-see-a-request',
      { path: domain, pathNot: [handlers, pages, queries] },
      ['^src/domain/', '^src/jobs/enqueue\\.ts$', '^src/(db|crypto)/', '^src/(problems|error-catalogue|config|log)\\.ts$', '^generated/'],
      'Rules are the same whoever asks: a request, a job, a test. Effects leave by the outbox, so vendors are not called from here.',
    ),
    only(
      'queries-know-the-database-alone',
      { path: queries },
      ['^src/domain/$1/', '^src/db/', '^generated/'],
      'A query answers a question of the database and has no opinion.',
    ),
    {
      name: 'nouns-keep-their-queries',
      severity: 'error',
      comment: 'Another noun is asked through its <noun>.ts, so its tables can change without anybody noticing.',
      from: { path: domain },
      to: { path: '^src/domain/', pathNot: ['^src/domain/$1/', '^src/domain/([^/]+)/\\1\\.ts$'] },
    },
    {
      name: 'queries-come-last',
      severity: 'error',
      comment: 'Queries are called by rules and handlers, never the other way round.',
      from: { path: queries },
      to: { path: '^src/domain/', pathNot: queries },
    },
    {
      name: 'nobody-calls-a-handler',
      severity: 'error',
      comment: 'Handlers are reached through the contract. What two of them share is a rule.',
      from: { path: '^src/', pathNot: '^src/handlers\\.ts$' },
      to: { path: handlers },
    },
    only(
      'jobs-run-rules',
      { path: '^src/jobs/' },
      [
        '^src/(jobs|integrations|db|crypto)/',
        '^src/domain/(?<noun>[^/]+)/\\k<noun>\\.ts$',
        '^src/(problems|error-catalogue|config|log)\\.ts$',
        '^generated/',
      ],
      'A job reads, calls a vendor and records, through the same rules as a request.',
    ),
    only(
      'integrations-know-nothing-of-ours',
      { path: '^src/integrations/([^/.]+)' },
      ['^src/integrations/'],
      'A client of a vendor can be lifted out and tested alone; it never sees the domain.',
    ),
    only(
      'db-is-the-floor',
      { path: '^src/db/' },
      ['^src/db/', '^src/(config|log)\\.ts$', '^generated/'],
      'Everything stands on it, so it knows nobody.',
    ),
    only('crypto-is-pure', { path: '^src/crypto/' }, ['^src/crypto/'], 'Keys and bytes in, bytes out: it can be read and tested alone.'),
    only(
      'problems-are-words',
      { path: '^src/(problems|error-catalogue|config|log)\\.ts$' },
      ['^src/(problems|error-catalogue|config|log)\\.ts$', '^generated/'],
      'These are read everywhere and lean on nothing.',
    ),
    only('sdk-stands-alone', { path: '^sdk/' }, ['^sdk/', '^generated/'], 'The client is given away: it has the contract and itself.'),
    {
      name: 'product-stands-without-its-tools',
      severity: 'error',
      comment: 'The product runs without its tests, tools and clients.',
      from: { path: '^(src|generated)/' },
      to: { path: '^(tests|scripts|bench|sdk)/' },
    },
    {
      name: 'settings-are-handed-on',
      severity: 'error',
      comment: 'Only the entries parse the environment; the rest is handed values and may name their types.',
      from: { path: '^src/', pathNot: '^src/(main|server|worker|migrate)\\.ts$' },
      to: { path: '^src/config\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sql-stays-in-queries',
      severity: 'error',
      comment: 'In a noun only queries write SQL. Rules and handlers take a transaction (the type comes from src/db) and hand it on.',
      from: { path: '^src/(domain|handlers\\.ts|app\\.ts|integrations)', pathNot: queries },
      to: { path: packaged('kysely|pg') },
    },
    {
      name: 'connections-come-from-db',
      severity: 'error',
      comment: 'A connection that src/db did not open has no tenant, no timeouts and no counter.',
      from: { path: '^src/', pathNot: '^src/(db/|jobs/|worker\\.ts$)' },
      to: { path: packaged('pg'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'queue-stays-in-jobs',
      severity: 'error',
      comment: 'Work is queued by enqueue, in the transaction of the change, and run by the worker.',
      from: { path: '^src/', pathNot: '^src/(jobs/|worker\\.ts$)' },
      to: { path: packaged('graphile-worker') },
    },
    {
      name: 'express-stays-in-http',
      severity: 'error',
      comment: 'Requests and responses end at the dispatcher.',
      from: { path: '^src/', pathNot: '^src/(http/|app\\.ts$)' },
      to: { path: packaged('express|express-openapi-validator|helmet') },
    },
    {
      name: 'one-way-out',
      severity: 'error',
      comment:
        'Messages leave by the job that claims them, behind the gate. Whoever wants to send queues one; nobody else makes a carrier.',
      from: { path: '^src/', pathNot: '^src/integrations/' },
      to: { path: '^src/integrations/(twilio|sms-provider|postmark-messages|simulated)\\.ts$' },
    },
    {
      name: 'vendors-stay-in-integrations',
      severity: 'error',
      comment: 'One client per vendor, in one place.',
      from: { path: '^src/', pathNot: '^src/integrations/' },
      to: { path: packaged('postmark|twilio') },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(reports|coverage|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    reporterOptions: { text: { highlightFocused: true } },
  },
}
