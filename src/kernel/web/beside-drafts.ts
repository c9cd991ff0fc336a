import type { DraftPanes } from './screen.ts'

let panes: DraftPanes = {}

/** Hands in what slices show beside drafts; once, before the app starts. */
export function setDraftPanes(found: DraftPanes): void {
	panes = found
}

/** What stands beside a draft of this name; undefined where no slice has anything to show. */
export const draftPane = (name: string): DraftPanes[string] | undefined => panes[name]
