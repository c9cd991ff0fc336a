import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { PaletteEntry, PaletteProvider } from '../screen.ts'
import { useWords } from '../words.ts'
import { Dialog } from './Dialog.tsx'
import { Kbd } from './Kbd.tsx'
import { RuleTag } from './RuleTag.tsx'

/** Finds or does anything: `Ctrl K`. Providers are asked 120 ms after the last key and may answer in any order. */
export function CommandPalette({
	providers,
	onClose,
}: {
	readonly providers: readonly PaletteProvider[]
	readonly onClose: () => void
}) {
	const t = useWords()
	const id = useId()
	const [typed, setTyped] = useState('')
	const [at, setAt] = useState(0)
	const { entries: found, foundFor } = useFound(providers, typed)
	const entered = useRef(false)
	const list = useRef<HTMLDivElement>(null)
	const groups = [...new Set(found.map((entry) => entry.group))]
	const order = groups.flatMap((group) => found.filter((entry) => entry.group === group))
	const chosen = order[Math.min(at, order.length - 1)]
	useEffect(() => {
		list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
	})
	const run = (entry: PaletteEntry | undefined): void => {
		if (entry === undefined) return
		onClose()
		// After the dialog has given focus back.
		requestAnimationFrame(entry.run)
	}
	useEffect(() => {
		if (!entered.current || foundFor !== typed) return
		entered.current = false
		run(chosen)
	})
	const onKey = (event: KeyboardEvent): void => {
		if (event.nativeEvent.isComposing) return
		if (event.key === 'ArrowDown') setAt(Math.min(order.length - 1, at + 1))
		else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
		else if (event.key === 'Enter') {
			if (foundFor === typed) run(chosen)
			else entered.current = true
		} else return
		event.preventDefault()
	}
	return (
		<Dialog title={t('web.palette.title')} onClose={onClose} wide bare>
			<div className="pal">
				<input
					autoFocus
					role="combobox"
					aria-expanded="true"
					aria-controls={`${id}l`}
					aria-activedescendant={chosen === undefined ? undefined : `${id}${chosen.id}`}
					aria-label={t('web.palette.title')}
					placeholder={t('web.palette.prompt')}
					value={typed}
					spellCheck={false}
					autoComplete="off"
					onKeyDown={onKey}
					onChange={(event) => {
						setTyped(event.target.value)
						setAt(0)
					}}
				/>
				<div role="listbox" id={`${id}l`} ref={list} aria-label={t('web.palette.title')}>
					{groups.map((group) => (
						<div key={group} role="group" aria-label={t(group)}>
							<div className="sec" aria-hidden="true">
								{t(group)}
							</div>
							{found
								.filter((entry) => entry.group === group)
								.map((entry) => (
									<div
										key={entry.id}
										id={`${id}${entry.id}`}
										role="option"
										aria-selected={entry === chosen}
										onClick={() => run(entry)}
										onMouseMove={() => setAt(order.indexOf(entry))}
									>
										<span className={entry.refused === undefined ? '' : 't3'}>{entry.title}</span>
										{entry.refused === undefined ? null : <RuleTag id={entry.refused} still />}
										<span className="t3 el">{entry.detail}</span>
										<span className="sp" />
										{entry.keys === undefined ? null : <Kbd keys={entry.keys} />}
									</div>
								))}
						</div>
					))}
				</div>
				{found.length === 0 ? <p className="pad t3">{t('web.palette.none')}</p> : null}
			</div>
		</Dialog>
	)
}

/** What the providers found, and the words it was found for: `Enter` waits until both are the same. */
function useFound(
	providers: readonly PaletteProvider[],
	typed: string,
): { readonly entries: readonly PaletteEntry[]; readonly foundFor: string | null } {
	const [found, setFound] = useState<Readonly<Record<string, readonly PaletteEntry[]>>>({})
	const [foundFor, setFoundFor] = useState<string | null>(null)
	useEffect(() => {
		const stop = new AbortController()
		const settle = async (key: string, later: Promise<readonly PaletteEntry[]>): Promise<void> => {
			// One provider that fails must not close the others; its entries are left out.
			const entries = await later.catch(() => [])
			if (!stop.signal.aborted) setFound((was) => ({ ...was, [key]: entries }))
		}
		const ask = (): void => {
			const now: Record<string, readonly PaletteEntry[]> = {}
			for (const provider of providers) {
				const answer = provider.find(typed.trim(), stop.signal)
				if (answer instanceof Promise) void settle(provider.key, answer)
				else now[provider.key] = answer
			}
			setFound(now)
			setFoundFor(typed)
		}
		const timer = setTimeout(ask, typed === '' ? 0 : 120)
		return () => {
			clearTimeout(timer)
			stop.abort()
		}
	}, [providers, typed])
	return { entries: providers.flatMap((provider) => found[provider.key] ?? []), foundFor }
}
