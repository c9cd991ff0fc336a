import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, text } from '#kernel/contract/scalars.ts'
import { deskResource, incidentResource, unitResource } from '../resources.ts'
import { shown } from './examples.ts'
import { incidentType, priority, unitStatus, welfareLevel } from './lists.ts'
import { agencyRef, both, placeShown } from './shapes.ts'

/** D120 to D125. An officer who needs help, and whether a crew is well. */

/** D120. One press. Never refused for its clock or its place: what cannot be is left out. */
export const raiseEmergency = act({
	name: 'dispatch.emergency.raise',
	summary: { en: 'An officer needs help', zh: '民警求助' },
	resource: unitResource,
	input: z.strictObject({
		unit: id,
		/** The phone's clock when it was pressed. */
		at: text(40).optional(),
		/** Where the phone was, WGS 84; without it the unit's own last place. */
		lon: z.number().optional(),
		lat: z.number().optional(),
		accuracyMetres: z.number().optional(),
	}),
	output: z.object({
		incident: id,
		number: z.string(),
		/** It was pressed before and stands still open: the same incident. */
		again: z.boolean(),
	}),
	purpose: 'none',
	personal: [],
	example: {
		input: { unit: shown.unit, at: shown.at, lon: 121.9012, lat: 29.1034, accuracyMetres: 12 },
		output: { incident: shown.incident, number: 'X2611-0447', again: false },
	},
})

const codeWord = text(40)

/** D121. The alarm ends when two people have answered, neither who raised it; or one who was told the officer's code word. */
export const answerEmergency = act({
	name: 'dispatch.emergency.answer',
	summary: { en: 'Take an emergency in hand', zh: '受理民警求助' },
	resource: incidentResource,
	input: z.strictObject({ incident: id, codeWord: codeWord.optional() }),
	output: z.object({ incident: id, silenced: z.boolean(), answers: z.int() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { incident: shown.incident },
		output: { incident: shown.incident, silenced: false, answers: 1 },
	},
})

/** D122. The officer's own word for this shift; only its hash is kept. */
export const setCodeWord = act({
	name: 'dispatch.emergency.code',
	summary: { en: "Choose this shift's code word", zh: '设定本班次暗语' },
	resource: unitResource,
	input: z.strictObject({ unit: id, codeWord }),
	output: z.object({ unit: id }),
	purpose: 'none',
	personal: [],
	example: { input: { unit: shown.unit, codeWord: 'grey heron' }, output: { unit: shown.unit } },
})

/** D124. The crew is well, said by one press, or by radio to the desk. */
export const answerWelfare = act({
	name: 'dispatch.welfare.answer',
	summary: { en: 'The crew is well', zh: '确认平安' },
	resource: unitResource,
	input: z.strictObject({ unit: id, at: instant.optional() }),
	output: z.object({ unit: id, incident: id, nextAt: instant.nullable() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { unit: shown.unit },
		output: { unit: shown.unit, incident: shown.incident, nextAt: '2026-11-24T02:59:32.000Z' },
	},
})

/** D125. The clock: nobody answered, so it goes up. */
export const raiseWelfare = act({
	name: 'dispatch.welfare.raise',
	summary: { en: 'A welfare check goes unanswered', zh: '平安确认无应答' },
	resource: incidentResource,
	input: z.strictObject({ incident: id, level: welfareLevel }),
	output: z.object({ incident: id, level: welfareLevel.nullable() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { incident: shown.incident, level: 'station' },
		output: { incident: shown.incident, level: 'station' },
	},
})

const crewShown = z.object({ id, callSign: both, status: unitStatus, sworn: z.int(), auxiliary: z.int() })

/** D123, D125. What sounds at every screen now; a locked one too. */
export const listAlarms = view({
	name: 'dispatch.alarm.list',
	summary: { en: 'Officers who need help, and welfare checks unanswered', zh: '民警求助与平安确认' },
	resource: deskResource,
	input: z.strictObject({}),
	output: z.object({
		emergencies: z.array(
			z.object({
				incident: id,
				number: z.string(),
				agency: agencyRef,
				raisedAt: instant,
				receivedAt: instant,
				place: placeShown,
				unit: crewShown,
				/** The nearest units that could come, by road, soonest first. */
				nearest: z.array(z.object({ unit: id, callSign: both, status: unitStatus, seconds: z.number() })),
				answers: z.int(),
				/** I have answered; another person must. */
				mine: z.boolean(),
				/** Whether the one who looks may answer. */
				mayAnswer: z.boolean(),
				hasCodeWord: z.boolean(),
			}),
		),
		welfare: z.array(
			z.object({
				incident: id,
				number: z.string(),
				type: incidentType,
				priority,
				place: placeShown,
				units: z.array(z.object({ id, callSign: both })),
				level: welfareLevel,
				askedAt: instant,
				mayAnswer: z.boolean(),
			}),
		),
		/** D206. Open major incidents that this post is told of, newest first. */
		major: z.array(
			z.object({
				incident: id,
				number: z.string(),
				type: incidentType,
				priority,
				place: placeShown,
				why: both,
				at: instant,
			}),
		),
		/** D276. Overdue incidents that were put before this post, and how many of them sound. */
		late: z.object({ count: z.int(), sounds: z.int() }),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: {},
		output: {
			emergencies: [
				{
					incident: shown.incident,
					number: 'X2611-0447',
					agency: shown.agency,
					raisedAt: shown.at,
					receivedAt: shown.at,
					place: shown.place,
					unit: { ...shown.unitRef, sworn: 1, auxiliary: 1 },
					nearest: [{ unit: shown.unit, callSign: shown.unitRef.callSign, status: 'available', seconds: 95 }],
					answers: 0,
					mine: false,
					mayAnswer: true,
					hasCodeWord: true,
				},
			],
			welfare: [],
			major: [],
			late: { count: 1, sounds: 1 },
		},
	},
})
