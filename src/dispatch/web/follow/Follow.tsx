import { useState } from 'react'
import type { z } from 'zod'
import { useView } from '#kernel/web/client.ts'
import { Brand } from '#kernel/web/parts/Brand.tsx'
import { OtherLanguage } from '#kernel/web/parts/OtherLanguage.tsx'
import { ReceiptLink } from '#kernel/web/parts/ReceiptLink.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { showFollow } from '../../contract/follow.ts'
import { AddSomething } from './AddSomething.tsx'
import { CodeForm } from './CodeForm.tsx'
import { FollowSteps } from './FollowSteps.tsx'
import { SayOver, TakenOver } from './SayOver.tsx'
import './follow.css'

/**
 * The caller's own page, by the code read out at the end of the call. D33: it names no type, no place and no police, in
 * its words, its title and its address, so that whoever picks up the telephone learns nothing.
 */
export function Follow() {
	const t = useWords()
	const [code, setCode] = useState(decodeURIComponent(location.pathname.split('/')[2] ?? ''))
	document.title = t('dispatch.follow.title')
	const open = (given: string) => {
		history.replaceState(null, '', `/follow/${encodeURIComponent(given)}`)
		setCode(given)
	}
	return (
		<div className="follow">
			<header className="follow-head">
				<Brand />
				<b>{t('dispatch.follow.title')}</b>
				<OtherLanguage />
			</header>
			<main>{code === '' ? <CodeForm onCode={open} wrong={false} /> : <Progress code={code} onCode={open} />}</main>
			<footer className="follow-foot">{t('dispatch.follow.danger')}</footer>
		</div>
	)
}

function Progress({ code, onCode }: { readonly code: string; readonly onCode: (code: string) => void }) {
	const t = useWords()
	const language = useLanguage()
	const view = useView(showFollow, { code }, { every: 20_000 })
	if (
		view.problem !== null &&
		view.output === undefined &&
		(view.problem.code === 'not_found' || view.problem.code === 'invalid')
	)
		return <CodeForm onCode={onCode} wrong />
	return (
		<Show view={view}>
			{(shown) => (
				<>
					<section className="follow-answer">
						<h1>{shown.sentence[language]}</h1>
						<p>{t('dispatch.follow.fresh')}</p>
					</section>
					<FollowSteps steps={shown.steps} />
					<TakenOver shown={shown} />
					<Receipt shown={shown} />
					<AddSomething code={code} added={shown.added} onAdded={view.refresh} />
					<SayOver code={code} shown={shown} onDone={view.refresh} />
				</>
			)}
		</Show>
	)
}

/** The number once accepted, and the receipt as a file; before it, the receipt of the request itself. */
function Receipt({ shown }: { readonly shown: z.output<(typeof showFollow)['output']> }) {
	const t = useWords()
	const { receiptNumber: number, receiptLeaf: leaf } = shown
	if (number === null && leaf === null) return null
	return (
		<p className="follow-line">
			{number !== null && (
				<>
					<b>{t('dispatch.follow.receipt', { number })}</b>
					<span>{t('dispatch.follow.receipt.keep')}</span>
				</>
			)}
			{leaf !== null && <ReceiptLink className="follow-save" receipt={leaf} />}
		</p>
	)
}
