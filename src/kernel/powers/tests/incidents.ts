import { z } from 'zod'
import { act, type ResourceDeclaration, resource } from '#kernel/contract/declare.ts'
import { readPolicies } from '../policy.ts'
import { buildPowers, type Powers } from '../powers.ts'
import { vocabularyOf } from '../schema.ts'

/** A kind of row shaped like an incident, with tables of the test's own, and rules that use all a rule may. */
export const incident = resource({
	type: 'Incident',
	table: 'powers_test.incident',
	id: 'id',
	see: 'test.incident.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency_id' },
		desk: { is: 'Agency', column: 'desk_id', optional: true },
		priority: { is: 'Long', column: 'priority' },
		kind: { is: 'String', column: 'kind' },
		protected: { is: 'Bool', column: 'protected' },
		crew: { is: 'Set<String>', table: 'powers_test.crew', key: 'incident_id', column: 'unit_id' },
		handed: {
			is: 'Set<Agency>',
			table: 'powers_test.handed',
			key: 'incident_id',
			column: 'agency_id',
			where: 'ended_at is null',
		},
	},
})

export const place = resource({
	type: 'Desk',
	table: null,
	id: 'id',
	see: 'test.desk.see',
	attributes: { agency: { is: 'Agency', column: 'id' } },
})

export const closing = act({
	name: 'test.incident.close',
	summary: { en: 'Close', zh: '关闭' },
	resource: incident,
	input: z.strictObject({}),
	output: z.strictObject({}),
	purpose: 'none',
	personal: [],
	context: { units_there: 'Long', answered: 'Bool' },
	example: { input: {}, output: {} },
})

const words = '@basis_en("Test rule") @basis_zh("测试规则")'

export const testPolicies = `
@id("T1") ${words} permit(principal, action in [Action::"test.incident.see", Action::"test.incident.close"], resource is Incident)
when { ["dispatcher", "shift_leader", "commander"].contains(principal.post) && resource.agency in principal.bureau };
@id("T2") ${words} permit(principal, action == Action::"test.incident.see", resource is Incident)
when { resource.crew.contains(principal.unit) };
@id("T3") ${words} permit(principal, action == Action::"test.incident.see", resource is Incident)
when { principal.post == "commander" && principal.bureau in resource.handed };
@id("T4") ${words} permit(principal, action == Action::"test.incident.see", resource is Incident)
when { principal.post == "officer" && principal.sworn && resource has desk && resource.desk == principal.agency && resource.priority <= 2 };
@id("T5") ${words} permit(principal, action == Action::"test.incident.see", resource is Incident)
when { principal.post == "analyst" && resource.kind like "traffic*" && (if resource.protected then context.purpose else resource.agency in [principal.agency, principal.bureau]) };
@id("T6") ${words} forbid(principal, action == Action::"test.incident.see", resource is Incident)
when { resource.protected } unless { principal.credentials.contains("protected-files") || resource.crew.containsAny([principal.unit]) };
@id("T7") ${words} forbid(principal, action, resource is Incident)
when { principal.post == "administrator" || (resource.kind == "drill" && !principal.sworn) };
@id("T8") ${words} permit(principal, action == Action::"test.incident.see", resource is Incident)
when { principal.post == "legal_reviewer" && principal.agency in resource.agency };
@id("T9") ${words} permit(principal, action == Action::"test.incident.see", resource is Incident)
when { principal.post == "integrity_inspector" && principal.branch == "integrity" && !resource.handed.isEmpty() && ["theft", "drill", "other"].contains(resource.kind) };
@id("T10") ${words} permit(principal, action == Action::"test.incident.see", resource is Incident)
when { principal.post == "trainer" };
@id("T11") ${words} forbid(principal, action == Action::"test.incident.close", resource is Incident)
when { context.units_there > 0 || !context.answered };
@id("T12") ${words} permit(principal, action == Action::"test.incident.see", resource is Incident)
when { principal.tier == "station" && resource has desk && resource.desk != resource.agency && resource.priority > 3 && resource.agency == principal.agency };
`

export const testWords = vocabularyOf([
	{ resources: [incident, place], acts: [{ declaration: closing, load: never, run: never }], views: [] },
])

/** Never called: these tests decide, they do not act. */
function never(): never {
	throw new Error('not performed here')
}

export function testPowers(text: string = testPolicies): Powers {
	return buildPowers(testWords, readPolicies(text, 'test'))
}

export const declared: ResourceDeclaration = incident
