import { type Asked, type Field, match, threshold } from '../rules/match/match.ts'

/** A fixed row of numbers between 0 and 1. */
function drawer(seed: number): () => number {
	let state = seed
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
		return state / 2 ** 32
	}
}

const syllables = ['ba', 'do', 'ki', 'ler', 'mon', 'ra', 'sto', 'ven', 'wil', 'han', 'per', 'tis']

/** People drawn by a seed, each twice, the second time with a slip here and there: records n and n + people are one. */
export function twice(people: number, seed = 7): Asked {
	const draw = drawer(seed)
	const word = (many: number) => Array.from({ length: many }, () => syllables[Math.floor(draw() * 12)] ?? '').join('')
	const firsts = Array.from({ length: 40 }, () => word(2))
	const once = Array.from({ length: people }, () => ({
		given: firsts[Math.floor(draw() * draw() * 40)] ?? '',
		surname: word(3),
		born: `${1940 + Math.floor(draw() * 60)}${String(1 + Math.floor(draw() * 12)).padStart(2, '0')}${String(1 + Math.floor(draw() * 28)).padStart(2, '0')}`,
		town: word(2),
	}))
	const slip = (text: string) => (draw() < 0.8 ? text : `${text.slice(0, 2)}x${text.slice(3)}`)
	const again = once.map((one) => ({
		given: slip(one.given),
		surname: slip(one.surname),
		born: draw() < 0.9 ? one.born : '',
		town: slip(one.town),
	}))
	const all = [...once, ...again]
	const fields: Field[] = [
		{ name: 'given', kind: 'given', texts: all.map((one) => one.given) },
		{ name: 'surname', kind: 'surname', texts: all.map((one) => one.surname) },
		{ name: 'born', kind: 'date', texts: all.map((one) => one.born) },
		{ name: 'town', kind: 'place', texts: all.map((one) => one.town) },
	]
	return { fields, records: all.length, split: null }
}

/** Proposed pairs as `a-b`. */
export function proposed(asked: Asked): readonly string[] {
	const { pairs, odds } = match(asked)
	return [...pairs].flatMap((pair, n) => {
		const a = Math.floor(pair / asked.records)
		return (odds[n] ?? 0) >= threshold ? [`${a}-${pair - a * asked.records}`] : []
	})
}
