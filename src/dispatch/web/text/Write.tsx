import { useEffect, useMemo, useState } from 'react'
import { askNamed } from '#kernel/web/http.ts'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Kbd } from '#kernel/web/parts/Kbd.tsx'
import type { CallerPhrase, listPhrases } from '../../contract/text.ts'
import { Begin } from './Begin.tsx'
import { leave } from './kept.ts'
import { Thread } from './Thread.tsx'
import { TongueProvider, tongueOf } from './tongue.ts'
import { useWritten } from './useWritten.ts'
import './text.css'

/**
 * The page of whoever cannot or must not speak (D280, DS130 to DS132). Its title and words name no type, no place and no
 * police; it makes no sound; its address never holds the code; Esc or one press leaves it.
 */
export function Write() {
	const written = useWritten()
	const { language } = written.kept
	const tongue = useMemo(() => tongueOf(language), [language])
	const { t } = tongue
	const phrases = usePhrases()
	useEffect(() => {
		document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
		document.title = t('dispatch.write.title')
	}, [language, t])
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => {
			if (event.key === 'Escape' && !event.isComposing) leave()
		}
		addEventListener('keydown', onKey)
		return () => removeEventListener('keydown', onKey)
	}, [])
	return (
		<TongueProvider value={tongue}>
			<div className="write">
				<header className="write-head">
					<button type="button" className="write-leave" aria-keyshortcuts="Escape" onClick={leave}>
						<Icon name="close" size={18} />
						{t('dispatch.write.leave')} <Kbd keys="Esc" />
					</button>
					<button
						type="button"
						className="write-other"
						lang={language === 'zh' ? 'en' : 'zh-CN'}
						onClick={() => written.speak(language === 'zh' ? 'en' : 'zh')}
					>
						{language === 'zh' ? 'English' : '中文'}
					</button>
				</header>
				<main>
					{written.shown === null ? (
						<Begin written={written} phrases={phrases} />
					) : (
						<Thread written={written} shown={written.shown} phrases={phrases} />
					)}
				</main>
				<footer className="write-foot">
					{t('dispatch.write.quiet')} {t('dispatch.write.speak')}
				</footer>
			</div>
		</TongueProvider>
	)
}

/** Asked for until they are there: without them the page still takes what is written. */
function usePhrases(): readonly CallerPhrase[] {
	const [phrases, setPhrases] = useState<readonly CallerPhrase[]>([])
	useEffect(() => {
		if (phrases.length > 0) return
		const ask = () =>
			void askNamed<typeof listPhrases>('dispatch.text.phrases', {}).then(
				(answer) => setPhrases(answer.output.phrases),
				() => undefined,
			)
		ask()
		const timer = setInterval(ask, 5_000)
		return () => clearInterval(timer)
	}, [phrases])
	return phrases
}
