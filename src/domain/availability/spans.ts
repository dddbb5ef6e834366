/** A stretch of time, its end not included, in milliseconds since 1970. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The same time in as few spans as there can be, in order and apart from each other. */
export function union(spans: readonly Span[]): Span[] {
  const merged: { start: number; end: number }[] = []
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    const last = merged.at(-1)
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}

/** What lies in both, piece by piece: a span that is cut stays cut, because times are counted from where a piece begins. Both are in order. */
export function intersection(ones: readonly Span[], others: readonly Span[]): Span[] {
  const pieces: Span[] = []
  let first = 0
  for (const one of ones) {
    while (first < others.length && (others[first] as Span).end <= one.start) first += 1
    for (let index = first; index < others.length; index += 1) {
      const other = others[index] as Span
      if (other.start >= one.end) break
      const [start, end] = [Math.max(one.start, other.start), Math.min(one.end, other.end)]
      if (start < end) pieces.push({ start, end })
    }
  }
  return pieces
}

/** What lies in the first and not in the second, in order. Both are unions. */
export function difference(ones: readonly Span[], others: readonly Span[]): Span[] {
  const left: Span[] = []
  for (const one of ones) {
    let { start } = one
    for (const other of others) {
      if (other.end <= start) continue
      if (other.start >= one.end) break
      if (start < other.start) left.push({ start, end: other.start })
      start = other.end
    }
    if (start < one.end) left.push({ start, end: one.end })
  }
  return left
}

/** Whether all of it lies within one of them. They are a union. */
export function covers(spans: readonly Span[], { start, end }: Span): boolean {
  const before = spans[lastAtOrBefore(spans, start)]
  return before !== undefined && end <= before.end
}

/** Whether any of it lies within them. They are a union. */
export function meets(spans: readonly Span[], { start, end }: Span): boolean {
  const before = spans[lastAtOrBefore(spans, end - 1)]
  return before !== undefined && start < before.end
}

/** The place of the last one that begins then or earlier; -1 when there is none. They are in order. */
export function lastAtOrBefore(spans: readonly Span[], instant: number): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((spans[middle] as Span).start <= instant) low = middle + 1
    else high = middle
  }
  return low - 1
}
