import { useState } from 'react'
import { Link } from 'wouter'
import { enrolmentUse } from '../../identity/contract/keys.ts'
import { useAct } from '../client.ts'
import { Field } from '../parts/Field.tsx'
import { FirstKeys } from '../parts/FirstKeys.tsx'
import { Gate } from '../parts/Gate.tsx'
import { Note } from '../parts/Note.tsx'
import { Pane } from '../parts/Pane.tsx'
import { Problem } from '../parts/Problem.tsx'
import { useWords } from '../words.ts'

/** First keys with the one-time code an administrator handed over. */
export function Enrol() {
	const t = useWords()
	const use = useAct(enrolmentUse)
	const [code, setCode] = useState('')
	const account = use.answer?.output.account
	return (
		<Gate title={t('web.enrol.title')} single>
			<Pane title={t('web.enrol.title')}>
				<div className="way">
					{account === undefined ? (
						<>
							{use.problem === null ? null : <Problem problem={use.problem} title={t('web.enrol.failed')} />}
							<Field
								label={t('web.enrol.code')}
								hint={t('web.enrol.code.hint')}
								value={code}
								onChange={setCode}
								mono
								required
								autoFocus
							/>
							<FirstKeys
								account={code.trim() === '' ? 'seawall' : code.trim().slice(0, 8)}
								verb={t('web.enrol.do')}
								busy={use.busy}
								onKeys={(firstKeys) => void use.perform({ code: code.trim(), firstKeys })}
							/>
						</>
					) : (
						<Note kind="good" live title={t('web.enrol.done', { account })}>
							<Link href="/sign-in">{t('web.sign-in.title')}</Link>
						</Note>
					)}
				</div>
			</Pane>
		</Gate>
	)
}
