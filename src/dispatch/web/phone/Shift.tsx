import { useAct } from '#kernel/web/client.ts'
import { LanguageSwitch } from '#kernel/web/parts/LanguageSwitch.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { ThemeSwitch } from '#kernel/web/parts/ThemeSwitch.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import { signOffUnit } from '../../contract/units.ts'
import { CodeWord } from './CodeWord.tsx'
import { OutOfService } from './OutOfService.tsx'
import type { Mine } from './Phone.tsx'
import { Waiting } from './Waiting.tsx'

/** My shift: who I am here, my unit, language and light, and going off shift. */
export function Shift({ mine, refresh }: { readonly mine: Mine; readonly refresh: () => void }) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	const { session } = useSession()
	const act = useAct(signOffUnit)
	const { unit } = mine
	const off = async () => {
		if (unit !== null && (await act.perform({ unit: unit.id, version: unit.version })) !== null) refresh()
	}
	return (
		<section className="phone-list">
			<h2>{t('dispatch.phone.tab.shift')}</h2>
			<ul>
				<li>
					<b>{language === 'zh' ? session?.person.nameZh : session?.person.nameEn}</b>
					<span className="sp" />
					<span className="t2">{session === null ? '' : t(`web.post.${session.post.kind}`)}</span>
				</li>
				{unit !== null && (
					<li>
						<span>{say(unit.callSign)}</span>
						<span className="sp" />
						<span className="t2">
							{t('dispatch.phone.crew', { sworn: unit.crew.sworn, auxiliary: unit.crew.auxiliary })}
						</span>
					</li>
				)}
				<li>
					<LanguageSwitch />
					<span className="sp" />
					<ThemeSwitch />
				</li>
			</ul>
			{session !== null && <Waiting post={session.post.id} />}
			<div className="phone-acts">
				{unit !== null && <CodeWord unit={unit.id} />}
				{unit !== null && <OutOfService mine={mine} unit={unit} refresh={refresh} />}
				{unit !== null && (
					<button type="button" className="wide-act" aria-busy={act.busy} onClick={() => void off()}>
						{t('dispatch.phone.signOff', { unit: say(unit.callSign) })}
					</button>
				)}
				{act.problem !== null && <Problem problem={act.problem} />}
			</div>
		</section>
	)
}
