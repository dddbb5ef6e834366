import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

export const projectFolder = join(import.meta.dirname, '../..')

/** The path of something in .data/, which holds everything that belongs to this checkout and to nobody else's. */
export function inDataFolder(name: string): string {
  const folder = join(projectFolder, '.data')
  // Others may pass through but not look around: started by root, the database server runs as another user and has its folder in here.
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  return join(folder, name)
}
