import { useEffect, useRef, useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { useKeys } from '#kernel/web/keyboard.ts'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { z } from 'zod'
import { saveDetail, type showCall } from '../../contract/calls.ts'
import { classifyIncident, type openIncident } from '../../contract/incidents.ts'
import type { Facts } from '../../contract/lists.ts'
import type { PlaceInput } from '../../contract/shapes.ts'
import type { Classified } from '../shared/PriorityByHand.tsx'
import { answerScript } from '../../contract/script.ts'
import { HowMany } from '../shared/HowMany.tsx'
import { Invite } from '../written/Invite.tsx'
import { AskNext } from './AskNext.tsx'
import { CallActs } from './CallActs.tsx'
import { CallerField } from './CallerField.tsx'
import { CallHead } from './CallHead.tsx'
import { IntakeSide } from './IntakeSide.tsx'
import type { PlacePicked } from '../shared/PlaceSearch.tsx'
import { PlaceField } from './PlaceField.tsx'
import { PriorityField } from './PriorityField.tsx'
import { Row } from './Row.tsx'
import { SaidField } from './SaidField.tsx'
import { ScriptPane } from './ScriptPane.tsx'
import { TypeField } from './TypeField.tsx'
import { useScript } from './useScript.ts'

export type CallShown = z.output<(typeof showCall)['output']>
export type Detail = Omit<z.input<(typeof saveDetail)['input']>, 'call' | 'version'>
export type Opened = z.output<(typeof openIncident)['output']> & {
	/** Why its priority was set by hand from here; such a priority stands when more is heard. */
	readonly byHand?: string | null
}

type CallFormProps = {
	readonly call: CallShown
	/** The call still stands on the queue. */
	readonly onLine: boolean
	readonly refresh: () => void
	readonly onDone: () => void
}

/** One call: everything typed is saved as it is typed; `F9` hands it to the desk, the line stays. */
export function CallForm({ call: stored, refresh, onDone }: CallFormProps) {
	const t = useWords()
	// An answer stands at once; the whole of them is sent, so that two quick ones do not undo each other.
	const [answered, setAnswered] = useState<Partial<Facts>>({})
	const call = { ...stored, facts: { ...stored.facts, ...answered } }
	const saved = useSaved(stored, refresh)
	const [opened, setOpened] = useState<Opened | null>(null)
	const [picked, setPicked] = useState<PlacePicked | null>(null)
	const form = useRef<HTMLDivElement>(null)
	const classify = useAct(classifyIncident)
	const asking = useAct(answerScript)
	const go = (name: string) => () =>
		form.current?.querySelector<HTMLElement>(`[data-field="${name}"] :is(input, button, textarea)`)?.focus()
	useKeys({
		F2: go('place'),
		F3: go('type'),
		F4: go('priority'),
		F5: go('caller'),
		F6: go('said'),
		F7: go('ask'),
		'Alt M': go('many'),
	})

	/** The desk has it already: what is heard now moves its type and priority too. */
	const passOn = async ({ facts, type }: Pick<Detail, 'facts' | 'type'>) => {
		if (opened === null || (facts === undefined && type === undefined)) return
		const change = {
			...(facts === undefined ? {} : { facts }),
			...(type === undefined ? {} : { type }),
			...(opened.byHand == null ? {} : { priority: { value: opened.priority, reason: opened.byHand } }),
		}
		const answer = await classify.perform({ incident: opened.incident, version: opened.version, ...change })
		if (answer !== null) setOpened(moved(opened, answer.output, opened.byHand ?? null))
	}
	const save = async (detail: Detail): Promise<boolean> => {
		const ok = await saved.save(detail)
		if (ok) await passOn(detail)
		return ok
	}
	const withDesk = opened !== null || call.incident !== null
	const script = useScript(stored, withDesk, async (question, said) => {
		const done = await saved.send((version) => asking.perform({ call: call.id, version, question, answer: said }))
		if (done === null) return false
		const { facts, type } = done.output
		setAnswered((was) => ({ ...was, ...facts }))
		await passOn({ facts, ...(type === null ? {} : { type }) })
		return true
	})
	// DS123. The digits are the script's while it asks; then the place is next.
	const asks = script.open && script.asked !== null
	const [placeFirst] = useState(call.place === null && (call.answeredAt === null || withDesk))
	const placeNext = useRef<() => void>(() => undefined)
	placeNext.current = () => (call.place === null && !withDesk ? go('place')() : undefined)
	useEffect(() => {
		if (!asks) return
		return () => placeNext.current()
	}, [asks])
	const answer = (facts: Partial<Facts>) => {
		const all = { ...call.facts, ...facts }
		setAnswered(all)
		void save({ facts: all })
	}
	const place = async (input: PlaceInput, found: PlacePicked | null) => {
		if (await save({ place: input })) setPicked(found)
	}
	const problem = saved.problem ?? asking.problem ?? classify.problem
	const left = (
		<Pane
			title={t('dispatch.intake.title')}
			className="intake"
			head={<CallHead call={call} onSilent={(silent) => void save({ silent })} />}
			foot={
				<CallActs
					call={call}
					version={saved.version}
					opened={opened}
					picked={picked}
					onOpened={setOpened}
					onDone={onDone}
					refresh={refresh}
				/>
			}
		>
			<Saved call={call} opened={opened} />
			{problem !== null && (
				<div className="pad">
					<Problem problem={problem} ask={{ action: 'dispatch.call.save-detail', on: { type: 'Call', id: call.id } }} />
				</div>
			)}
			<ScriptPane script={script} withDesk={withDesk} />
			<div className="intake-form" ref={form}>
				<PlaceField
					call={call}
					picked={picked}
					first={placeFirst}
					onPlace={(input, found) => void place(input, found)}
				/>
				<TypeField call={call} digits={!asks} onType={(type) => void save({ type })} />
				<PriorityField
					call={call}
					opened={opened}
					onSet={(set, reason) => setOpened((was) => (was === null ? null : moved(was, set, reason)))}
				/>
				<CallerField
					call={call}
					onSave={(detail) => void save(detail)}
					invite={<Invite call={call} version={saved.version} refresh={refresh} />}
				/>
				<SaidField call={call} onSay={(said) => save({ said })} />
				<AskNext call={call} onFacts={answer} />
				<Row at={7} keys="Alt M" name="many" label={t('dispatch.many.title')}>
					<HowMany facts={call.facts} onFacts={answer} />
				</Row>
			</div>
		</Pane>
	)
	return (
		<Columns
			columns={[
				{ key: 'form', title: t('dispatch.intake.title'), width: '820px', children: left },
				{
					key: 'side',
					title: t('dispatch.desk.map'),
					width: '1fr',
					children: <IntakeSide call={call} version={saved.version} picked={picked} opened={opened} onDone={onDone} />,
				},
			]}
		/>
	)
}

/** The incident after its priority was decided anew. */
const moved = (was: Opened, { version, priority, rule }: Classified, byHand: string | null): Opened => ({
	...was,
	version,
	priority,
	rule,
	byHand,
})

/** Saves one thing after another: each carries the version the last one gave. */
function useSaved(call: CallShown, refresh: () => void) {
	const act = useAct(saveDetail)
	const newest = useRef(call.version)
	newest.current = Math.max(newest.current, call.version)
	const queue = useRef<Promise<unknown>>(Promise.resolve())
	const send = <T extends { readonly output: { readonly version: number } }>(
		perform: (version: number) => Promise<T | null>,
	): Promise<T | null> => {
		const sent = queue.current.then(async () => {
			const answer = await perform(newest.current)
			if (answer === null) return null
			newest.current = Math.max(newest.current, answer.output.version)
			refresh()
			return answer
		})
		queue.current = sent
		return sent
	}
	const save = async (detail: Detail): Promise<boolean> =>
		(await send((version) => act.perform({ call: call.id, version, ...detail }))) !== null
	return { save, send, problem: act.problem, version: () => newest.current }
}

function Saved({ call, opened }: { readonly call: CallShown; readonly opened: Opened | null }) {
	const t = useWords()
	const number = opened?.number ?? call.incident?.number ?? null
	return (
		<div className="note g saved" role="status">
			<b>
				{number === null
					? t('dispatch.intake.saved', { number: call.number })
					: t('dispatch.intake.withDesk', { number })}
			</b>{' '}
			{opened === null ? t('dispatch.intake.added') : t('dispatch.intake.followCode', { code: opened.followCode })}
		</div>
	)
}
