import { useMemo, useState } from 'react'
import { useSearch } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { useKeyHelp, useTitle } from '#kernel/web/page.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useWords } from '#kernel/web/words.ts'
import { listCalls, showCall } from '../../contract/calls.ts'
import { CallForm } from './CallForm.tsx'
import { useUnansweredSaid } from '../written/useUnansweredSaid.ts'
import { Waiting } from './Waiting.tsx'
import { useIntakeFeeds } from './useIntakeFeeds.tsx'
import '../dispatch.css'
import './intake.css'

const keyHelp = [
	['F2', 'dispatch.intake.place'],
	['F3', 'dispatch.intake.type'],
	['F4', 'dispatch.intake.priority'],
	['F5', 'dispatch.intake.caller'],
	['F6', 'dispatch.intake.said'],
	['F7', 'dispatch.intake.ask'],
	['F8', 'dispatch.intake.transfer'],
	['F9', 'dispatch.intake.hand'],
	['Alt Q', 'dispatch.script.title'],
	['Alt M', 'dispatch.many.title'],
	['Alt P', 'dispatch.priority.set'],
	['A', 'dispatch.intake.attach'],
] as const

/** Call-taking: the call on the line, or the list of calls that wait for someone. */
export function Intake() {
	const t = useWords()
	const search = new URLSearchParams(useSearch())
	const [picked, setPicked] = useState<string | null>(search.get('call'))
	const calls = useView(
		listCalls,
		{ open: 'yes' },
		{ topics: ['dispatch.call.', 'dispatch.incident.'], every: 10_000, keep: true },
	)
	useTitle(t('dispatch.intake.title'))
	useKeyHelp(useMemo(() => keyHelp.map(([keys, word]) => ({ keys, what: t(word) })), [t]))
	useUnansweredSaid()
	useIntakeFeeds(calls.output?.rows ?? [])
	const open = calls.output?.rows.find((row) => row.id === picked)
	const done = open === undefined ? null : open.id
	const view = useView(
		showCall,
		{ call: picked ?? '' },
		{ enabled: picked !== null, topics: ['dispatch.call.'], keep: true },
	)
	if (picked === null)
		return (
			<Show view={calls} title={t('dispatch.intake.failed')}>
				{(list) => <Waiting rows={list.rows} onTake={setPicked} />}
			</Show>
		)
	const shown = view.output?.id === picked ? view.output : undefined
	return (
		<Show view={{ ...view, output: shown }} title={t('dispatch.intake.failed')}>
			{(call) => (
				<CallForm
					key={call.id}
					call={call}
					onLine={done !== null}
					refresh={view.refresh}
					onDone={() => setPicked(null)}
				/>
			)}
		</Show>
	)
}
