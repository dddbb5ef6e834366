import { eachOperation, follow, securityOf } from '../operations.mjs'

/** Scopes are words that some role has, so that no operation is out of everybody's reach by a slip of the pen. */
export const knownScopes = () => {
  let words
  const visit = eachOperation((operation, { report }) => {
    if (!operation.security) report({ message: 'Say who may call: security is [] for everybody, or bearerAuth with its scopes.' })
    for (const scope of securityOf(operation).scopes) {
      if (!words.has(scope)) report({ message: `No role has the scope ${scope}: take one from shared/roles.yaml, or add it there.` })
    }
  })
  return {
    Root(root, ctx) {
      words = new Set(Object.values(follow(ctx, root['x-roles']).node ?? {}).flat())
    },
    ...visit(),
  }
}
