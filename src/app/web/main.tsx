import '#kernel/web/shell.css'
import { App } from '#kernel/web/App.tsx'
import { setDraftPanes } from '#kernel/web/beside-drafts.ts'
import type { ScreenList } from '#kernel/web/screen.ts'
import { start } from './start.tsx'

/** The staff app: gathers the screens of kernel and slices. */
const lists = Object.values(import.meta.glob<ScreenList>('../../*/web/screens.ts', { eager: true }))
const screens = lists.flatMap((list) => list.screens)
const providers = lists.flatMap((list) => list.providers ?? [])
const alarms = lists.flatMap((list) => list.alarms ?? [])
const overlays = lists.flatMap((list) => list.overlays ?? [])

setDraftPanes(Object.assign({}, ...lists.map((list) => list.draftPanes ?? {})))

await start(<App screens={screens} providers={providers} alarms={alarms} overlays={overlays} />)
