import { expect, test } from 'vitest'
import { screens } from '../screens.ts'
import { wayKeys, waysOf } from '../ways/ways.ts'

const report = '019aa000-0000-7000-8000-000000000f01'

test('F259 a screen of a report leads to each of the others', () => {
	const ways = waysOf(screens, report)
	expect(ways.map(({ key }) => key)).toEqual(wayKeys)
	expect(ways.map(({ path }) => path)).toEqual([
		`/funds/reports/${report}`,
		`/funds/measures?report=${report}`,
		`/funds/statements?report=${report}`,
		`/funds/requests?report=${report}`,
		`/funds/trace/${report}`,
		`/funds/attribution/${report}`,
		`/funds/returns?report=${report}`,
	])
})

test('F259 a screen that the post is not offered is not among them', () => {
	const offered = screens.filter(({ needs }) => needs !== 'funds.trace.show' && needs !== 'funds.return.list')
	expect(waysOf(offered, report).map(({ key }) => key)).toEqual(
		wayKeys.filter((key) => key !== 'funds.trace' && key !== 'funds.returns'),
	)
	expect(waysOf([], report)).toEqual([])
})
