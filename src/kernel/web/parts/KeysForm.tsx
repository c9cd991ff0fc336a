import { useState } from 'react'
import type { z } from 'zod'
import { keysPrepare } from '../../identity/contract/keys.ts'
import type { keys } from '../../identity/contract/shapes.ts'
import { useView } from '../client.ts'
import { passkeysWork, signWithPasskey } from '../passkey.ts'
import { useWords } from '../words.ts'
import { Button } from './Button.tsx'
import { Field } from './Field.tsx'

export type GivenKeys = z.input<typeof keys>

/** Password with a code, or a passkey. `account` fixed: unlocking one's own desk. */
export function KeysForm(props: {
	readonly account?: string
	readonly verb: string
	readonly busy: boolean
	readonly onKeys: (keys: GivenKeys) => void
}) {
	const t = useWords()
	const prepared = useView(keysPrepare, {}, { every: 240_000 })
	const [account, setAccount] = useState(props.account ?? '')
	const [password, setPassword] = useState('')
	const [code, setCode] = useState('')
	const [cancelled, setCancelled] = useState(false)
	const digits = code.replaceAll(/\D/g, '')
	const ready = account !== '' && password !== '' && digits.length === 6
	const give = (): void => {
		if (ready) props.onKeys({ method: 'password', account: account.trim().toLowerCase(), password, code: digits })
	}
	const passkey = async (): Promise<void> => {
		if (prepared.output === undefined) return
		try {
			setCancelled(false)
			props.onKeys(await signWithPasskey(prepared.output))
		} catch {
			setCancelled(true)
		} finally {
			prepared.refresh()
		}
	}
	return (
		<form
			className="col"
			onSubmit={(event) => {
				event.preventDefault()
				give()
			}}
		>
			{passkeysWork(prepared.output) ? (
				<Button wide onPress={() => void passkey()} busy={props.busy}>
					{t('web.keys-form.passkey')}
				</Button>
			) : null}
			{cancelled ? <p className="sm warn">{t('web.keys-form.cancelled')}</p> : null}
			{props.account === undefined ? (
				<Field
					label={t('web.keys-form.account')}
					value={account}
					onChange={setAccount}
					autoComplete="username"
					required
				/>
			) : null}
			<Field
				label={t('web.keys-form.password')}
				type="password"
				value={password}
				onChange={setPassword}
				autoComplete="current-password"
				required
			/>
			<Field
				label={t('web.keys-form.code')}
				hint={t('web.keys-form.code.hint')}
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
				wide
				busy={props.busy}
				notYet={ready ? undefined : t('web.keys-form.missing')}
				onPress={give}
			>
				{props.verb}
			</Button>
		</form>
	)
}
