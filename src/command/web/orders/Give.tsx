import { useState } from 'react'
import { useLocation, useParams, useSearch } from 'wouter'
import { agencyTree } from '#kernel/identity/contract/organisation.ts'
import { useAct, useView } from '#kernel/web/client.ts'
import { useTitle } from '#kernel/web/page.tsx'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { z } from 'zod'
import { planOrder, showOrder } from '../../contract/order-views.ts'
import { breakDownOrder, giveOrder, supersedeOrder } from '../../contract/orders.ts'
import { type Draft, emptyDraft, localOf, missingIn, sheetOf, toOf } from './draft.ts'
import { GiveDue } from './GiveDue.tsx'
import { GiveList } from './GiveList.tsx'
import { GiveMore } from './GiveMore.tsx'
import { GiveTo } from './GiveTo.tsx'
import { GiveWords } from './GiveWords.tsx'
import type { OrderShown } from './Order.tsx'
import './orders.css'

export type Plan = z.output<(typeof planOrder)['output']>
export type FormProps = {
	readonly draft: Draft
	readonly plan: Plan
	readonly onChange: (change: Partial<Draft>) => void
}

/** Gives an order, a part of one, or one in place of another. */
export function Give() {
	const t = useWords()
	const { order } = useParams<{ order?: string }>()
	const { session } = useSession()
	const tree = useView(agencyTree, {}, { enabled: session !== null })
	const bureau = tree.output?.agencies.find((each) => each.id === session?.post.agency.id)?.bureau ?? ''
	const from = useView(showOrder, { order: order ?? '' }, { enabled: order !== undefined })
	const plan = useView(planOrder, { agency: bureau }, { enabled: bureau !== '' })
	if (order !== undefined && from.output === undefined)
		return (
			<Show view={from} doing={t('command.order.doing')}>
				{() => null}
			</Show>
		)
	return (
		<Show view={plan} doing={t('command.order.doing')} ask={{ action: planOrder.name }}>
			{(shown) => <Form plan={shown} from={from.output} />}
		</Show>
	)
}

function Form({ plan, from }: { readonly plan: Plan; readonly from: OrderShown | undefined }) {
	const t = useWords()
	const [, go] = useLocation()
	const { kind } = useParams<{ kind?: string }>()
	const mode = from === undefined ? 'give' : kind === 'instead' ? 'supersede' : 'break-down'
	const { draft, setDraft } = useDraft(from, mode)
	const sending = useSending(mode, plan.giver.id, from)
	useTitle(t(`command.order.${mode}`))
	const missing = missingIn(draft)
	const send = async () => {
		const first = await sending.send(draft)
		if (first !== null) go(`/order/${mode === 'break-down' && from !== undefined ? from.id : first}`)
	}
	const onChange = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
	const form = { draft, plan, onChange }
	return (
		<Pane
			title={t(`command.order.${mode}`)}
			note={from?.title}
			level={1}
			className="order-form"
			foot={
				<>
					<Button
						kind="go"
						main
						keys="Ctrl Enter"
						busy={sending.busy}
						notYet={missing === null ? undefined : t(`command.order.form.missing.${missing}`)}
						onPress={() => void send()}
					>
						{t(`command.order.${mode}.send`, { count: Math.max(1, draft.to.length) })}
					</Button>
					<Button keys="Esc" onPress={() => history.back()}>
						{t('command.order.form.back')}
					</Button>
				</>
			}
		>
			<form
				className="pad order-fields"
				onSubmit={(event) => event.preventDefault()}
				onKeyDown={(event) => {
					// The keyboard layer leaves Enter to text fields, and most of a form is fields.
					const field = event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null
					if (field && event.key === 'Enter' && event.ctrlKey && missing === null && !sending.busy) void send()
				}}
				aria-label={t(`command.order.${mode}`)}
			>
				<div className="col">
					<GiveTo {...form} />
					<GiveWords {...form} />
				</div>
				<div className="col">
					<GiveDue {...form} latest={mode === 'break-down' ? (from?.dueAt ?? null) : null} />
					<GiveList {...form} />
					<GiveMore {...form} />
					{sending.problem !== null && (
						<Problem problem={sending.problem} ask={{ action: sending.action }} title={t('command.order.not-given')} />
					)}
				</div>
			</form>
		</Pane>
	)
}

/** Empty, or with the words of the order it begins from. */
function useDraft(from: OrderShown | undefined, mode: 'give' | 'supersede' | 'break-down') {
	const language = useLanguage()
	const about = new URLSearchParams(useSearch()).get('matter') ?? ''
	const [draft, setDraft] = useState<Draft>(() => {
		const empty = { ...emptyDraft(language, Date.now()), matter: about }
		if (from === undefined) return empty
		return {
			...empty,
			title: from.title,
			text: from.text,
			why: from.why ?? '',
			basis: from.basis ?? '',
			language: from.language,
			date: localOf(Date.parse(from.dueAt)),
			checklist: from.checklist.map((item) => ({
				words: item.words,
				evidence: item.evidence === 'part' ? 'site_record' : item.evidence,
			})),
			to: mode === 'supersede' ? [toOf(`${from.to.agency.id}${from.to.post === '' ? '' : ` ${from.to.post}`}`)] : [],
		}
	})
	return { draft, setDraft }
}

function useSending(mode: 'give' | 'supersede' | 'break-down', agency: string, from: OrderShown | undefined) {
	const give = useAct(giveOrder)
	const part = useAct(breakDownOrder)
	const instead = useAct(supersedeOrder)
	const acting = mode === 'give' ? give : mode === 'supersede' ? instead : part
	const send = async (draft: Draft): Promise<string | null> => {
		const sheet = sheetOf(draft)
		const of = from === undefined ? null : { order: from.id, version: from.version, ...sheet }
		const answer =
			of === null
				? await give.perform({ agency, ...sheet })
				: mode === 'supersede'
					? await instead.perform(of)
					: await part.perform(of)
		return answer === null ? null : (answer.output.orders[0]?.order ?? null)
	}
	return { send, busy: acting.busy, problem: acting.problem, action: `command.order.${mode}` }
}
