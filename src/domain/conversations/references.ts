import { Problem, problems } from '../../problems.ts'

/** What a field of a body names. Throws 404 `reference_not_found` where asking for it by itself would be a 404. */
export async function referenced<T>(field: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') throw problems.referenceNotFound(field)
    throw error
  }
}
