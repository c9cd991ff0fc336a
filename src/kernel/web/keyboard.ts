import { useLayoutEffect, useRef } from 'react'

/**
 * The keyboard layer. Single letters act only while no text field has focus, and can be turned off (WCAG 2.1.4).
 * A chord is written as caps: `J`, `Enter`, `Ctrl K`, `G D` (one after the other), `?`, `Esc`.
 */
export type Pressed = {
	readonly key: string
	readonly ctrl: boolean
	readonly alt: boolean
	readonly inField: boolean
}

export type KeyMap = Readonly<Record<string, ((event: KeyboardEvent) => void) | undefined>>

/** Written form of what was pressed: `Ctrl K`, `J`, `Enter`. Letters are upper case; shift counts only in the sign itself. */
export function written(pressed: Pressed): string {
	const name = pressed.key === 'Escape' ? 'Esc' : pressed.key === ' ' ? 'Space' : pressed.key
	const key = name.length === 1 ? name.toUpperCase() : name
	return `${pressed.ctrl ? 'Ctrl ' : ''}${pressed.alt ? 'Alt ' : ''}${key}`
}

/** A single sign without Ctrl: what may be turned off and never acts inside a text field. */
export function isSingle(pressed: Pressed): boolean {
	return !pressed.ctrl && !pressed.alt && pressed.key.length === 1
}

export type ChordState = { readonly first: string | null; readonly at: number }

/**
 * Which chord a press completes. A first letter waits one second for its second.
 * `known` answers whether a chord, or the start of one, is bound.
 */
export function readChord(
	state: ChordState,
	pressed: Pressed,
	now: number,
	known: { has(chord: string): boolean; starts(first: string): boolean },
	singles: boolean,
): { chord: string | null; state: ChordState } {
	const none: ChordState = { first: null, at: 0 }
	if (isSingle(pressed) && (pressed.inField || !singles)) return { chord: null, state: none }
	if (pressed.inField && (pressed.key === 'Enter' || pressed.key.startsWith('Arrow') || pressed.key === 'Tab'))
		return { chord: null, state: none }
	const one = written(pressed)
	if (state.first !== null && now - state.at < 1000) {
		const two = `${state.first} ${one}`
		if (known.has(two)) return { chord: two, state: none }
	}
	if (isSingle(pressed) && known.starts(one))
		return { chord: known.has(one) ? one : null, state: { first: one, at: now } }
	return { chord: known.has(one) ? one : null, state: none }
}

const layers: { current: KeyMap; modal: boolean }[] = []
let state: ChordState = { first: null, at: 0 }
let listening = false
const memory = 'seawall.letters'

/** Whether single letters act at all; the person's choice, remembered. */
export function lettersOn(): boolean {
	return localStorage.getItem(memory) !== 'off'
}

export function setLetters(on: boolean): void {
	localStorage.setItem(memory, on ? 'on' : 'off')
}

const fieldTypes = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'file', 'range', 'color'])

function inTextField(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false
	if (target instanceof HTMLInputElement) return !fieldTypes.has(target.type)
	return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
}

/** Layers from the newest down to the first modal one: a dialog shuts out the keys beneath it. */
function reachable(): KeyMap[] {
	const from = layers.findLastIndex((layer) => layer.modal)
	return layers
		.slice(Math.max(0, from))
		.map((layer) => layer.current)
		.reverse()
}

function onKey(event: KeyboardEvent): void {
	if (event.defaultPrevented || event.isComposing || event.metaKey) return
	const maps = reachable()
	const pressed: Pressed = {
		key: event.key,
		ctrl: event.ctrlKey,
		alt: event.altKey,
		inField: inTextField(event.target),
	}
	// A button or link with focus keeps its own Enter and Space.
	const own =
		event.target instanceof HTMLElement && event.target.closest('button, a[href], summary, [role=option]') !== null
	if (own && (event.key === 'Enter' || event.key === ' ')) return
	const known = {
		has: (chord: string) => maps.some((map) => map[chord] !== undefined),
		starts: (first: string) => maps.some((map) => Object.keys(map).some((chord) => chord.startsWith(`${first} `))),
	}
	const read = readChord(state, pressed, event.timeStamp, known, lettersOn())
	state = read.state
	if (read.chord === null) return
	const act = maps.find((map) => map[read.chord ?? ''] !== undefined)?.[read.chord]
	if (act === undefined) return
	event.preventDefault()
	act(event)
}

/**
 * Binds chords while the component is on screen; a later component wins over an earlier one.
 * `modal` shuts out everything bound before it (dialogs).
 */
export function useKeys(map: KeyMap, options: { readonly modal?: boolean; readonly when?: boolean } = {}): void {
	const held = useRef({ current: map, modal: options.modal === true })
	held.current.current = map
	const on = options.when !== false
	// Before the picture is painted: whoever sees a cap can press it.
	useLayoutEffect(() => {
		if (!on) return
		const layer = held.current
		layers.push(layer)
		if (!listening) {
			listening = true
			document.addEventListener('keydown', onKey)
		}
		return () => {
			const at = layers.indexOf(layer)
			if (at >= 0) layers.splice(at, 1)
		}
	}, [on])
}
