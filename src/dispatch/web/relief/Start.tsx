import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { offerRelief } from '../../contract/relief.ts'
import type { Watched } from './Relief.tsx'

/** D213, D217. Whose watch (mine, where I may name no other) and who takes it. */
export function Start({ watched, onDone }: { readonly watched: Watched; readonly onDone: (said: string) => void }) {
	const t = useWords()
	const say = useSay()
	const [of, setOf] = useState('')
	const [to, setTo] = useState('')
	const act = useAct(offerRelief)
	const offered = watched.reliefs.some((each) => each.watch === watched.watch?.id)
	const mine = watched.watch === null || offered ? [] : [{ ...watched.watch, label: t('dispatch.relief.mine') }]
	const watches = [...mine, ...watched.others.map((each) => ({ ...each, label: say(each.name) }))]
	const watch = watches.find((each) => each.id === of) ?? watches[0]
	if (watch === undefined) return null
	const start = async (): Promise<void> => {
		const answer = await act.perform({ watch: watch.id, version: watch.version, to })
		if (answer === null) return
		setTo('')
		setOf('')
		onDone('dispatch.relief.started')
	}
	return (
		<>
			<div className="row wrap relief-start">
				{watched.others.length === 0 ? null : (
					<Select
						label={t('dispatch.relief.whose')}
						value={watch.id}
						choices={watches.map(({ id, label }) => ({ value: id, label }))}
						onChange={setOf}
					/>
				)}
				<Select
					label={t('dispatch.relief.successor')}
					value={to}
					required
					prompt={t('dispatch.relief.choose')}
					choices={watched.successors.map(({ post, kind, name }) => ({
						value: post,
						label: t('dispatch.relief.nameAndPost', { name: say(name), post: t(`identity.post.${kind}`) }),
					}))}
					onChange={setTo}
				/>
				<Button
					keys="N"
					busy={act.busy}
					notYet={to === '' ? t('dispatch.relief.choose') : undefined}
					onPress={() => void start()}
				>
					{t('dispatch.relief.start')}
				</Button>
			</div>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('dispatch.relief.notDone')} />}
		</>
	)
}
