import { watch } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Child } from './children.ts'
import { startChild, stopChild } from './children.ts'
import { projectFolder } from './data-folder.ts'

export type Services = { running: () => Child[]; stop: () => Promise<void> }

export type Listener = { onStart: () => void; onExit: (script: string, code: number) => void }

const watchedFolders = ['src', 'generated']

/** Starts the scripts side by side. `onExit` hears of one that ended without having been asked to. */
export function startServices(scripts: string[], environment: Record<string, string>, watching: boolean, listener: Listener): Services {
  let children: Child[] = []
  let busy = Promise.resolve()

  function start(): void {
    children = scripts.map((script) => startChild(script, environment))
    const current = children
    for (const child of current) {
      void child.exited.then((code) => {
        if (children === current) listener.onExit(child.script, code)
      })
    }
    listener.onStart()
  }

  async function stop(): Promise<void> {
    const current = children
    children = []
    await Promise.all(current.map((child) => stopChild(child)))
  }

  async function restart(): Promise<void> {
    await stop()
    start()
  }

  start()
  const unwatch = watching
    ? onChange(() => {
        busy = busy.then(restart)
      })
    : () => undefined
  return {
    running: () => children,
    stop: async () => {
      unwatch()
      await busy
      await stop()
    },
  }
}

/** Calls back once per burst of changes: an editor writes a file in several steps, `make generate` writes several files. */
function onChange(callback: () => void): () => void {
  let latest = 0
  const watchers = watchedFolders.map((folder) =>
    watch(join(projectFolder, folder), { recursive: true }, () => {
      const mine = ++latest
      void sleep(200).then(() => {
        if (mine === latest) callback()
      })
    }),
  )
  return () => {
    for (const watcher of watchers) watcher.close()
    latest++
  }
}
