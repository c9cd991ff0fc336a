import { describe, expect, it } from 'vitest'
import { ready } from '../ready.ts'
import { everythingIn, fileOf, live, momentsIn, scenariosOf, visitedIn } from './scenarios.ts'

describe.each(ready.map(({ key }) => key))('%s', (key) => {
	const told = scenariosOf(key)

	it.each(told)('M108 $title', async (scenario) => {
		const lived = await live(fileOf(key), scenario)
		const { outcome, lines } = lived
		expect(outcome).toMatchObject({ ended: true, result: 'completed' })
		const ends = lines.filter(({ type, what }) => type === 'EndEvent' && what !== 'enter' && what !== 'wait')
		expect([...new Set(ends.map(({ element }) => element))].toSorted()).toEqual([...scenario.ends].toSorted())
		const moments = momentsIn(lived)
		for (const [element, at] of Object.entries(scenario.at ?? {}))
			expect([element, moments.get(element)]).toEqual([element, Array.isArray(at) ? at : [at]])
	})

	it('M108 its scenarios come to every element and flow', async () => {
		const lived = await Promise.all(told.map((scenario) => live(fileOf(key), scenario)))
		const visited = new Set(lived.flatMap((one) => [...visitedIn(one)]))
		const model = lived[0]?.model
		expect(model).toBeDefined()
		expect(model === undefined ? [] : everythingIn(model).filter((id) => !visited.has(id))).toEqual([])
	})
})
