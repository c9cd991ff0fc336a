import { showSample } from './contract.ts'
import { drawn } from './rules/sample.ts'

export type SampleChecked = {
	readonly root: string
	readonly treeSize: number
	readonly population: number
	/** What the draw gives. */
	readonly again: readonly string[]
	/** Drawn, but not shown. */
	readonly missing: readonly string[]
	/** Shown, but not drawn. */
	readonly added: readonly string[]
}

/**
 * D232. Draws a sample again from the answer of `dispatch.sample.show` as JSON, whole or its `output` alone.
 * @returns null when the text is none, or holds no sample
 */
export function checkSample(text: string): SampleChecked | null {
	const sample = sampleIn(text)
	if (sample === null) return null
	const { root, treeSize, population, week } = sample
	const again = drawn({ root, week, population, agency: sample.agency.id })
	const shown = new Set(sample.drawn.map((one) => one.incident))
	return {
		root,
		treeSize,
		population: population.length,
		again,
		missing: again.filter((incident) => !shown.has(incident)),
		added: [...shown].filter((incident) => !again.includes(incident)),
	}
}

function sampleIn(text: string) {
	try {
		const json: unknown = JSON.parse(text)
		return showSample.output.parse(typeof json === 'object' && json !== null && 'output' in json ? json.output : json)
			.sample
	} catch {
		return null
	}
}
