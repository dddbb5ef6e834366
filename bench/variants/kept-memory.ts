// The worker, whose process says when asked how much memory it keeps: what is left after a collection. What it has from the system is more, and how much more
// is for V8 to decide, which on a large machine lets garbage lie.

process.on('message', () => {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  process.send?.({ mb: (heapUsed + external) / 1024 ** 2 })
})
