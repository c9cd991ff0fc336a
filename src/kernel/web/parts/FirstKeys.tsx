import { useState } from 'react'
import type { z } from 'zod'
import { keysPrepare } from '../../identity/contract/keys.ts'
import type { firstKeys } from '../../identity/contract/shapes.ts'
import { useView } from '../client.ts'
import { makePasskey, passkeysWork } from '../passkey.ts'
import { useWords } from '../words.ts'
import { Button } from './Button.tsx'
import { Chips } from './Chips.tsx'
import { Field } from './Field.tsx'

export type GivenFirstKeys = z.input<typeof firstKeys>

/** A person's first keys: a password of 12 characters or more with a code app, or a passkey. `verb` ends the step. */
export function FirstKeys(props: {
	readonly account: string
	readonly verb: string
	readonly busy: boolean
	readonly onKeys: (keys: GivenFirstKeys) => void
}) {
	const t = useWords()
	const prepared = useView(keysPrepare, {})
	const [way, setWay] = useState<'password' | 'passkey'>('password')
	const [password, setPassword] = useState('')
	const [again, setAgain] = useState('')
	const [code, setCode] = useState('')
	const [failed, setFailed] = useState(false)
	const secret = prepared.output?.totpSecret ?? ''
	const digits = code.replaceAll(/\D/g, '')
	const short = password !== '' && password.length < 12
	const differs = again !== '' && again !== password
	const ready = password.length >= 12 && again === password && digits.length === 6 && secret !== ''
	const passkey = async (): Promise<void> => {
		if (prepared.output === undefined) return
		try {
			setFailed(false)
			props.onKeys(await makePasskey(prepared.output, props.account, t('web.first-keys.label')))
		} catch {
			setFailed(true)
			prepared.refresh()
		}
	}
	return (
		<div className="col">
			{passkeysWork(prepared.output) ? (
				<Chips
					label={t('web.first-keys.way')}
					value={way}
					onChange={setWay}
					chips={[
						{ value: 'password', label: t('web.first-keys.password') },
						{ value: 'passkey', label: t('web.first-keys.passkey') },
					]}
				/>
			) : null}
			{way === 'passkey' ? (
				<>
					<p className="t2">{t('web.first-keys.passkey.how')}</p>
					{failed ? <p className="sm warn">{t('web.keys-form.cancelled')}</p> : null}
					<Button kind="go" main busy={props.busy} onPress={() => void passkey()}>
						{props.verb}
					</Button>
				</>
			) : (
				<form
					className="col"
					onSubmit={(event) => {
						event.preventDefault()
						if (ready) props.onKeys({ method: 'password', password, totpSecret: secret, code: digits })
					}}
				>
					<Field
						label={t('web.keys-form.password')}
						hint={t('web.first-keys.password.hint')}
						type="password"
						value={password}
						onChange={setPassword}
						autoComplete="new-password"
						wrong={short ? t('web.first-keys.short', { n: 12 - password.length }) : null}
						required
					/>
					<Field
						label={t('web.first-keys.again')}
						type="password"
						value={again}
						onChange={setAgain}
						autoComplete="new-password"
						wrong={differs ? t('web.first-keys.differs') : null}
						required
					/>
					<p className="t2">{t('web.first-keys.secret')}</p>
					<p className="mono secret">{secret.replaceAll(/(.{4})/g, '$1 ').trim()}</p>
					<p className="sm">
						<a href={`otpauth://totp/Seawall:${encodeURIComponent(props.account)}?secret=${secret}&issuer=Seawall`}>
							{t('web.first-keys.open-app')}
						</a>
					</p>
					<Field
						label={t('web.keys-form.code')}
						hint={t('web.first-keys.code.hint')}
						value={code}
						onChange={setCode}
						inputMode="numeric"
						autoComplete="one-time-code"
						maxLength={7}
						mono
						required
					/>
					<Button
						type="submit"
						kind="go"
						main
						busy={props.busy}
						notYet={ready ? undefined : t('web.first-keys.missing')}
						onPress={() => undefined}
					>
						{props.verb}
					</Button>
				</form>
			)}
		</div>
	)
}
