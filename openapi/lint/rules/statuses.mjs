import { eachOperation, named, securityOf } from '../operations.mjs'

/** Every status that can happen stands in the contract, and none that cannot. */
export const statusCoverage = eachOperation((operation, { report }, { parameters }) => {
  const documented = Object.keys(operation.responses ?? {})
  for (const [status, happens, reason] of law(operation, parameters, documented)) {
    const stands = documented.includes(status)
    if (happens === true && !stands) report({ message: `Add the ${status} from shared/responses.yaml: ${reason}.` })
    if (happens === false && stands)
      report({ message: `Leave the ${status} out, because it cannot happen: it is for the case that ${reason}.` })
  }
  for (const status of documented.filter((name) => !/^[2345][0-9]{2}$/.test(name))) {
    report({ message: `Name each status by itself instead of ${status}.` })
  }
})

// true: it can happen; false: it cannot; undefined: the operation's own rules decide.
function law(operation, parameters, documented) {
  const { looked, scopes, byProvider } = securityOf(operation)
  const inBusiness = named(parameters, 'X-Business-Id', 'header')
  const lookedUp = inBusiness || named(parameters, 'cursor', 'query') || (!byProvider && parameters.some(({ node }) => node.in === 'path'))
  const body = operation.requestBody !== undefined
  // To a provider an integration that is not there answers like a wrong proof, so that nobody learns which ones there are: with a 403, or with a 404 to
  // one that takes this for a word to stop.
  const stopsAt404 = byProvider && documented.includes('404')
  return [
    ['400', true, 'unknown query parameters are refused'],
    ['401', looked || undefined, 'a credential is looked at'],
    [
      '403',
      scopes.length > 0 || operation['x-principal'] === 'person' || (byProvider ? !stopsAt404 : undefined),
      'scopes, x-principal or proof can be missed',
    ],
    ['404', stopsAt404 || (byProvider ? false : lookedUp || undefined), 'an id, a cursor or X-Business-Id can be unknown'],
    ['405', false, 'the method is not in the contract at all'],
    ['406', false, 'replies are in one form only'],
    ['409', (inBusiness && scopes.length > 0) || undefined, 'X-Business-Id may have to be sent (business_required)'],
    ['412', named(parameters, 'If-Match', 'header'), 'If-Match can fail'],
    ['413', body, 'a body can be too large'],
    ['414', true, 'a URL can be too long'],
    ['415', body, 'a body can be of another type'],
    ['422', named(parameters, 'Idempotency-Key', 'header'), 'an Idempotency-Key can be used again with another body'],
    ['429', operation['x-rate-limit'] !== 'none', 'a limit applies'],
    ['500', true, 'faults of ours happen'],
    ['503', true, 'the server can be overloaded or stopping'],
  ]
}
