import { shows } from '#kernel/view.ts'
import {
	callerKind,
	closeReason,
	disposition,
	facts,
	incidentType,
	type IncidentType,
	listTypes,
	outReason,
	service,
	unitStatus,
} from '../contract.ts'
import { needsArrival } from '../rules/ending.ts'
import { typeFacts } from '../rules/tables.ts'
import { movesFrom } from '../rules/unit-machine.ts'
import { deskSubject } from '../store/call.ts'
import en from '../words/en.json' with { type: 'json' }
import zh from '../words/zh.json' with { type: 'json' }

const english: Readonly<Record<string, string>> = en
const chinese: Readonly<Record<string, string>> = zh
const words = (key: string) => ({ en: english[`dispatch.${key}`] ?? key, zh: chinese[`dispatch.${key}`] ?? key })
const list = (name: string, codes: readonly string[]) =>
	codes.map((code) => ({ code, words: words(`${name}.${code}`) }))

type FactName = 'weapon' | 'hurt' | 'ongoing' | 'vulnerable'
const names: readonly FactName[] = ['weapon', 'hurt', 'ongoing', 'vulnerable']

/** What to ask first: the facts that move this type's priority. */
const asks: Readonly<Partial<Record<IncidentType, readonly FactName[]>>> = {
	assault_weapon: ['weapon', 'ongoing', 'hurt', 'vulnerable'],
	fight: ['weapon', 'ongoing', 'hurt'],
	robbery: ['ongoing', 'weapon', 'hurt'],
	theft: ['ongoing'],
	burglary_inside: ['ongoing', 'weapon', 'vulnerable'],
	fraud_paying_now: ['ongoing', 'vulnerable'],
	domestic: ['ongoing', 'hurt', 'vulnerable', 'weapon'],
	collision_injury: ['hurt', 'ongoing'],
	collision_damage: ['hurt'],
	blocked_road: ['vulnerable'],
	person_in_water: ['ongoing', 'hurt'],
	missing_elder: ['vulnerable'],
	missing_child: ['ongoing'],
	self_harm: ['ongoing', 'hurt', 'weapon'],
	noise: ['vulnerable'],
	neighbour_dispute: ['ongoing', 'hurt'],
	shop_dispute: ['ongoing', 'hurt'],
	medical_help: ['hurt'],
	fire_help: ['hurt', 'vulnerable'],
	suspicious_object: ['vulnerable'],
	silent_call: ['ongoing', 'hurt', 'weapon'],
}

export const showTypeList = shows(listTypes, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async () => ({
		output: {
			types: incidentType.options.map((code) => ({
				code,
				words: words(`type.${code}`),
				...typeFacts(code),
				asks: [...(asks[code] ?? names)],
				say: words(`say.${code}`),
			})),
			dispositions: disposition.options.map((code) => ({
				code,
				words: words(`disposition.${code}`),
				needsArrival: needsArrival(code),
			})),
			facts: names.map((name) => ({
				name,
				question: words(`fact.${name}`),
				answers: list(`fact.${name}`, facts.shape[name].def.innerType.options),
			})),
			callerKinds: list('callerKind', callerKind.options),
			closeReasons: list('closeReason', closeReason.options),
			services: list('service', service.options),
			outReasons: list('outReason', outReason.options),
			statuses: unitStatus.options.map((code) => ({
				code,
				words: words(`status.${code}`),
				moves: [...movesFrom(code)],
			})),
		},
	}),
})
