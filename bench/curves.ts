import * as echarts from 'echarts'
import { mkdirSync, writeFileSync } from 'node:fs'

/** What is drawn of a figure that is more than one number. */
export interface Curve {
  /** Of the file in results/. */
  readonly file: string
  readonly title: string
  readonly x: { readonly name: string; readonly logarithmic?: boolean }
  readonly y: { readonly name: string }
  readonly lines: readonly Line[]
}
export interface Line {
  readonly name: string
  /** With the least and the greatest of the rounds, where there were several. */
  readonly points: readonly (readonly [x: number, y: number, spread?: readonly [least: number, greatest: number]])[]
}

const results = new URL('results/', import.meta.url)
const size = { width: 860, height: 420 }

export function drawCurve(curve: Curve): void {
  mkdirSync(results, { recursive: true })
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size })
  chart.setOption({
    // Dark text on white, also where the page around it is dark.
    backgroundColor: '#fff',
    animation: false,
    title: { text: curve.title, left: 'center', textStyle: { fontSize: 15 } },
    legend: { bottom: 0, data: curve.lines.map(({ name }) => name) },
    grid: { left: 70, right: 30, top: 50, bottom: 80 },
    xAxis: { type: curve.x.logarithmic === true ? 'log' : 'value', name: curve.x.name, nameLocation: 'middle', nameGap: 30 },
    yAxis: { type: 'value', name: curve.y.name, min: 0 },
    series: curve.lines.flatMap(seriesOf),
  })
  writeFileSync(new URL(`${curve.file}.svg`, results), `${chart.renderToSVGString()}\n`)
  chart.dispose()
}

/** The line of the medians, and a band from the least to the greatest around it. */
function seriesOf({ name, points }: Line, index: number): echarts.SeriesOption[] {
  const color = ['#1f5fa8', '#b8441f', '#2f7d4f', '#7a4fa3'][index % 4] ?? '#333'
  const line: echarts.SeriesOption = {
    name,
    type: 'line',
    data: points.map(([x, y]) => [x, y]),
    itemStyle: { color },
    lineStyle: { color },
  }
  const edges = points.map(([x, y, spread]) => ({ x, least: spread?.[0] ?? y, greatest: spread?.[1] ?? y }))
  const band = { type: 'line', stack: `spread of ${name}`, symbol: 'none', lineStyle: { opacity: 0 }, silent: true } as const
  return [
    line,
    { ...band, data: edges.map(({ x, least }) => [x, least]) },
    { ...band, data: edges.map(({ x, least, greatest }) => [x, greatest - least]), areaStyle: { color, opacity: 0.15 } },
  ]
}
