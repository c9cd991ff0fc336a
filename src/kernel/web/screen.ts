import type { ComponentType, LazyExoticComponent } from 'react'

/**
 * A screen of the staff app. Each slice lists its own in `src/<slice>/web/screens.ts` as
 * `export const screens: readonly Screen[]`; `src/app/web/main.tsx` gathers them.
 */
export type Screen = {
	/** `slice.screen`, e.g. `dispatch.desk`. */
	readonly key: string
	/** Path in wouter's pattern language: `/desk`, `/incidents/:number`. Parameters by `useParams()` of wouter. */
	readonly path: string
	/** Word key of the title; it names the tab of the browser, the entry in the top bar and in the palette. */
	readonly title: string
	/** Second letter of the `G` chord that goes there: `D` for `G D`. Null: reached from elsewhere only. */
	readonly shortcut: string | null
	/** Name of the act or view without which the screen has no sense; a post that may not is not offered it. */
	readonly needs: string | null
	/** Place in the top bar, left to right; null keeps it out of the bar, and with a shortcut it is reached all the same. */
	readonly order: number | null
	/** Under which head of the list of screens it stands; without one it is reached from another screen. */
	readonly group?: ScreenGroup
	/** Kinds of post for whom it comes first in the bar, and is where they begin (W97). */
	readonly leads?: readonly string[]
	/** Cedar type of the row that the path's one parameter names: lists of such rows lead here. */
	readonly opens?: string
	/** `open` screens need no session (sign-in, set-up). */
	readonly open?: true
	/** A page with an entry of its own (the officer's phone): reached by a plain link, drawn without the frame. */
	readonly away?: true
	readonly component: LazyExoticComponent<ComponentType> | ComponentType
}

/** Heads of the list of screens, in order. */
export const screenGroups = ['desk', 'tasks', 'measures', 'rules'] as const
export type ScreenGroup = (typeof screenGroups)[number]

/** W97. The bar of a post: what leads for its kind first, then by place. */
export function barOf(screens: readonly Screen[], postKind: string | undefined): Screen[] {
	const first = (screen: Screen) => (postKind !== undefined && screen.leads?.includes(postKind) === true ? 0 : 1)
	return screens
		.filter((screen) => screen.order !== null)
		.toSorted((a, b) => first(a) - first(b) || (a.order ?? 0) - (b.order ?? 0))
}

/** What a slice's `web/screens.ts` exports. */
export type ScreenList = {
	readonly screens: readonly Screen[]
	readonly providers?: readonly PaletteProvider[]
	readonly alarms?: readonly Alarm[]
	readonly draftPanes?: DraftPanes
	readonly overlays?: readonly Overlay[]
}

/** What stands above every screen of whoever may, a locked one too (W91). It draws nothing while there is nothing to say. */
export type Overlay = {
	readonly key: string
	/** Name of the view without which it has nothing to say. */
	readonly needs: string
	readonly component: ComponentType
}

/** What a slice shows beside a draft of a drawing or table of its own, by the name of that. */
export type DraftPanes = Readonly<Record<string, LazyExoticComponent<ComponentType<{ readonly draft: string }>>>>

/** A message of the stream that a locked desk goes on telling of (W11): that it came and when, never its content. */
export type Alarm = {
	/** The whole topic, as acts send it. */
	readonly topic: string
	/** Whether this message of the topic is one: by the states and numbers in its body. */
	readonly sounds: (body: Readonly<Record<string, unknown>>) => boolean
}

/** One thing the command palette can find or do. */
export type PaletteEntry = {
	readonly id: string
	/** Word in the interface language, already translated. */
	readonly title: string
	/** Second line or right side: place, number, state. */
	readonly detail?: string
	/** Group key: `web.palette.screens`, `web.palette.acts`, … or a slice's own word key. */
	readonly group: string
	/** Keys shown as caps, e.g. `G D`. */
	readonly keys?: string
	/** Rule id when the act is refused here: stays visible, dashed. */
	readonly refused?: string
	readonly run: () => void
}

/**
 * Finds entries for what is typed. Called 120 ms after the last key; may answer later. `signal` ends when more is typed.
 * Entries keep their given order within a group.
 */
export type PaletteProvider = {
	readonly key: string
	/** Name of the act or view without which its entries lead nowhere; a post that may not is not offered them. */
	readonly needs?: string
	readonly find: (typed: string, signal: AbortSignal) => Promise<readonly PaletteEntry[]> | readonly PaletteEntry[]
}

/** Where a screen is entered without a parameter: `/entries/:entry?` at `/entries`. */
export function homeOf(screen: Screen): string {
	return screen.path.replaceAll(/\/:\w+\?/g, '')
}

/** Whether a message of the stream is one of the alarms listed. */
export function isAlarm(
	listed: readonly Alarm[],
	event: { readonly topic: string; readonly body: Readonly<Record<string, unknown>> },
): boolean {
	return listed.some((alarm) => alarm.topic === event.topic && alarm.sounds(event.body))
}
