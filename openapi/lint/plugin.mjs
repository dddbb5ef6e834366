import { boundedArrays, boundedNumbers, boundedStrings } from './rules/bounds.mjs'
import { bodyDefaults, closedRequestObjects, plainSchemas, propertyDescriptions, statedObjects } from './rules/objects.mjs'
import { examples, namedBodies } from './rules/bodies.mjs'
import { linksOn201, problemReplies, replyHeaders } from './rules/replies.mjs'
import { idempotencyKey, principal, providerOperations, rateLimitClass, transaction } from './rules/extensions.mjs'
import { knownScopes } from './rules/scopes.mjs'
import { kebabPaths, queryParameters } from './rules/parameters.mjs'
import { statusCoverage } from './rules/statuses.mjs'
import { worstBodySize, worstUrlSize } from './rules/sizes.mjs'

// The rules of the house, as errors in redocly.yaml: what every operation and schema of this API has in common.
export default function house() {
  return {
    id: 'house',
    rules: {
      oas3: {
        'body-defaults': bodyDefaults,
        'bounded-arrays': boundedArrays,
        'bounded-numbers': boundedNumbers,
        'bounded-strings': boundedStrings,
        'closed-request-objects': closedRequestObjects,
        examples,
        'idempotency-key': idempotencyKey,
        'kebab-paths': kebabPaths,
        'known-scopes': knownScopes,
        'links-on-201': linksOn201,
        'named-bodies': namedBodies,
        'plain-schemas': plainSchemas,
        principal,
        'problem-replies': problemReplies,
        'property-descriptions': propertyDescriptions,
        'provider-operations': providerOperations,
        'query-parameters': queryParameters,
        'rate-limit-class': rateLimitClass,
        'reply-headers': replyHeaders,
        'stated-objects': statedObjects,
        'status-coverage': statusCoverage,
        transaction,
        'worst-body-size': worstBodySize,
        'worst-url-size': worstUrlSize,
      },
    },
  }
}
