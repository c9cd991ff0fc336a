import { expect, test } from 'vitest'
import { saveDetail } from '../contract/calls.ts'
import { classifyIncident } from '../contract/incidents.ts'

const id = '0192d3a0-0000-7000-8000-000000000448'

test('D20 an answer left out stays as it was: one answer says nothing of the others', () => {
	expect(saveDetail.input.parse({ call: id, version: 1, facts: { weapon: 'blade' } }).facts).toEqual({
		weapon: 'blade',
	})
	expect(classifyIncident.input.parse({ incident: id, version: 1, facts: { hurt: 'slight' } }).facts).toEqual({
		hurt: 'slight',
	})
})
