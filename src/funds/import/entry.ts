import type { NoteKind } from '../contract.ts'

/** F171. What every reader hands on, whatever the file was: sections of one account, their entries, and what is wrong. */

/** One account's part of a file. Filled while it is read; whole when it is handed on. */
export type Section = {
	number: string | null
	bank: string | null
	holder: string | null
	currency: string | null
	/** Signed minor units; negative: overdrawn. */
	opening: number | null
	closing: number | null
	openedOn: string | null
	closedOn: string | null
	/** Where it begins. */
	line: number
}

export type Entry = {
	/** Milliseconds since 1970, of the booking. */
	readonly at: number
	/** The bank gave a day and no time. */
	readonly dayOnly: boolean
	/** The day it counts from, as the bank wrote it. */
	readonly valueOn: string | null
	readonly minor: number
	readonly currency: string
	/** True: money came in. */
	readonly credit: boolean
	readonly reversal: boolean
	readonly otherName: string | null
	readonly otherNumber: string | null
	readonly otherBank: string | null
	readonly uetr: string | null
	readonly endToEnd: string | null
	readonly bankReference: string | null
	readonly balance: number | null
	readonly words: string | null
	readonly line: number
}

/** What is wrong with one row: it is listed, and nothing of the file is kept. */
export type RowFault = { readonly line: number; readonly field: string; readonly en: string; readonly zh: string }

export type { NoteKind } from '../contract.ts'

export type Takes = {
	entry(section: Section, entry: Entry): void
	section(section: Section): void
	fault(fault: RowFault): void
	note(kind: NoteKind, line: number, says?: string): void
}

/** Why a file cannot be read at all; nothing after it is looked at. */
export class FileFault extends Error {
	readonly zh: string
	readonly line: number
	readonly field: string
	constructor(field: string, line: number, en: string, zh: string) {
		super(en)
		this.field = field
		this.line = line
		this.zh = zh
	}
}

export function newSection(line: number): Section {
	return {
		number: null,
		bank: null,
		holder: null,
		currency: null,
		opening: null,
		closing: null,
		openedOn: null,
		closedOn: null,
		line,
	}
}

/** A cell or element as it is kept: one line, no control characters, at most `most` signs; null when nothing is left. */
export function plain(text: string | null | undefined, most: number): string | null {
	if (text == null || text === '') return null
	const said = cut(clean(text), most).trim()
	return said === '' ? null : said
}

// oxlint-disable-next-line no-control-regex -- they are what is taken out
const odd =
	/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]+|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Most cells hold nothing odd: one look says so. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const suspect = /[\u0000-\u001f\u007f-\u009f\ufffe\uffff\ud800-\udfff]| {2}/

function clean(text: string): string {
	if (!suspect.test(text)) return text
	return text.replace(odd, ' ').replaceAll(/ {2,}/g, ' ').trim()
}

function cut(text: string, most: number): string {
	return text.length <= most ? text : [...text].slice(0, most).join('').slice(0, most)
}
