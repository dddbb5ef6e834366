import { eachOperation, follow, isJson, named, securityOf } from '../operations.mjs'

const classes = ['default', 'sign_in', 'public', 'provider', 'none']

export const rateLimitClass = eachOperation((operation, { report }) => {
  const limit = operation['x-rate-limit']
  if (!classes.includes(limit)) report({ message: `Say which limit applies: x-rate-limit is one of ${classes.join(', ')}.` })
  if (limit === 'default' && !securityOf(operation).looked) {
    report({
      message: 'The default limit counts by credential, and this operation looks at none: set x-rate-limit to public, sign_in or none.',
    })
  }
})

/** What providers send to us stands apart: its own paths, its own proof, its own limit, and bodies and replies in the provider's form. */
export const providerOperations = eachOperation((operation, ctx, { path, method }) => {
  const say = (message) => ctx.report({ message })
  const { byProvider } = securityOf(operation)
  if (path.startsWith('/webhooks/') !== byProvider)
    say("A path under /webhooks/ is for a provider, who proves it by one of the providers' security schemes; no other path is.")
  if (byProvider !== (operation['x-rate-limit'] === 'provider'))
    say('The limit of what a provider sends is x-rate-limit provider, which counts what was refused; no other operation has it.')
  if (byProvider && method !== 'post') say('A provider sends a POST.')
  const types = [operation.requestBody, ...Object.values(operation.responses ?? {})].flatMap((body) =>
    Object.keys(follow(ctx, body).node?.content ?? {}),
  )
  // What is heard cannot be JSON, what a calendar reads has a form of its own, and people who follow a link from a mail see a page.
  const isPage = (type) => type === 'text/html' && path.startsWith('/v1/public/')
  const odd = types.filter((type) => !isJson(type) && !type.startsWith('audio/') && type !== 'text/calendar' && !isPage(type))
  if (!byProvider && odd.length > 0) say(`Only what a provider sends, and the reply to it, is ${odd.join(' or ')}: use application/json.`)
})

export const principal = eachOperation((operation, { report }) => {
  const who = operation['x-principal']
  if (who === undefined) return
  if (who !== 'person') report({ message: 'x-principal is person or absent: API keys are refused or they are not.' })
  if (!securityOf(operation).looked) report({ message: 'x-principal needs a credential to look at: add bearerAuth to security.' })
})

export const transaction = eachOperation((operation, { report }, { method, parameters }) => {
  const said = operation['x-transaction']
  if (said === undefined) return
  if (said !== 'none' || method !== 'post') report({ message: 'x-transaction is none, on a POST that changes nothing of ours, or absent.' })
  if (named(parameters, 'If-Match', 'header')) report({ message: 'Without a transaction no version can be held: leave If-Match out.' })
})

export const idempotencyKey = eachOperation((operation, { report }, { path, method, parameters }) => {
  const due = method === 'post' && securityOf(operation).needed && !path.startsWith('/v1/auth/')
  const taken = named(parameters, 'Idempotency-Key', 'header')
  if (due && !taken) report({ message: 'An authenticated POST can be repeated safely: add the parameter IdempotencyKey.' })
  if (!due && taken) report({ message: 'Only an authenticated POST outside /v1/auth takes an Idempotency-Key: leave it out.' })
})
