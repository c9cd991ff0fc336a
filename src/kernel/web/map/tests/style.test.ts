import { describe, expect, test } from 'vitest'
import { factsOf } from '../MapPane.tsx'
import { mapStyle } from '../style.ts'

const tokens = {
	sea: '#0b2436',
	land: '#151e24',
	green: '#16251f',
	building: '#1d2a32',
	road: '#2c3b45',
	main: '#43545f',
	rail: '#3a4852',
	text: '#9fb0bb',
	seaText: '#7fa3b8',
	halo: '#0c1419',
	area: '#8b9ca8',
}
const facts = factsOf({ bounds: [121.8, 29, 122, 29.2], maxzoom: 15, attribution: 'Seawall demo' })

describe('the style of the base map', () => {
	test('W46 names no glyph server, no sprite and no origin but ours', () => {
		const style = mapStyle(tokens, 'zh', facts, 'https://desk.example')
		expect(style.glyphs).toBeUndefined()
		expect(style.sprite).toBeUndefined()
		expect(JSON.stringify(style).match(/https?:\/\/[^/"]+/g)).toEqual(['https://desk.example'])
	})

	test('W46 labels are in the language of the interface and fall back to the other script', () => {
		const zh = JSON.stringify(mapStyle(tokens, 'zh', facts, 'https://desk.example'))
		const en = JSON.stringify(mapStyle(tokens, 'en', facts, 'https://desk.example'))
		expect(zh).toContain('["coalesce",["get","name_zh"],["get","name"],["get","name_en"],""]')
		expect(en).toContain('["coalesce",["get","name_en"],["get","name"],["get","name_zh"],""]')
	})
})
