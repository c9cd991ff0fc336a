import type { ResourceDeclaration } from '#kernel/contract/declare.ts'
import type { Filter } from '#kernel/powers/filter.ts'
import { mustSee } from '#kernel/powers/powers.ts'
import type { Who } from '#kernel/who.ts'
import { powersInUse } from '../machine.ts'
import { offerRelief } from '../contract.ts'
import {
	callResource,
	downgradeResource,
	incidentResource,
	reliefResource,
	sampleResource,
	unitResource,
	watchResource,
} from '../resources.ts'
import { type IncidentOf, incidentSubject } from './incident.ts'
import { type UnitOf, unitSubject } from './unit.ts'

/**
 * Who may see what, said once: lists, single reads, map and counts all begin here. `purpose` tells whether one was given,
 * since some see closed matters only with one.
 */
function filterFor(
	who: Who,
	resource: ResourceDeclaration,
	now: Date,
	purpose: boolean,
	action = resource.see,
): Filter {
	return powersInUse().filter(who, action, resource, { now: Math.floor(now.getTime() / 1000), purpose })
}

export const incidentsFor = (who: Who, now: Date, purpose = false): Filter =>
	filterFor(who, incidentResource, now, purpose)
/** Incidents on which a person may do an act that asks for no further facts. */
export const incidentsToDo = (who: Who, now: Date, act: string): Filter =>
	filterFor(who, incidentResource, now, false, act)
export const callsFor = (who: Who, now: Date, purpose = false): Filter => filterFor(who, callResource, now, purpose)
export const unitsFor = (who: Who, now: Date): Filter => filterFor(who, unitResource, now, false)

export const downgradesFor = (who: Who, now: Date): Filter => filterFor(who, downgradeResource, now, false)
export const samplesFor = (who: Who, now: Date): Filter => filterFor(who, sampleResource, now, false)
export const reliefsFor = (who: Who, now: Date): Filter => filterFor(who, reliefResource, now, false)
/** Watches a person may have relieved. */
export const watchesToRelieve = (who: Who, now: Date): Filter =>
	filterFor(who, watchResource, now, false, offerRelief.name)

const at = (now: Date, purpose: boolean) => ({ now: Math.floor(now.getTime() / 1000), purpose })

/** For a second thing an act or a view names beside its subject. @throws Refusal `not_found` */
export function mustSeeIncident(who: Who, incident: IncidentOf, now: Date, purpose: boolean): void {
	mustSee(powersInUse(), who, incidentSubject(incident), at(now, purpose))
}

export function mustSeeUnit(who: Who, unit: Pick<UnitOf, 'id' | 'agency' | 'lent' | 'simulated'>, now: Date): void {
	mustSee(powersInUse(), who, unitSubject(unit), at(now, false))
}
