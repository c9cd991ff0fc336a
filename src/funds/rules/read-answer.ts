import type { Words } from '#kernel/contract/declare.ts'
import { decode, readXml, XmlFault } from '#kernel/xml.ts'
import type { ToldAnswer } from '../contract.ts'
import { readCamt029 } from './camt029.ts'
import { AnswerFault, find } from './iso-read.ts'
import { readPacs004 } from './pacs004.ts'

/** F141, F142. A bank's file, read whole or refused with the element that is wrong. Pure. */

export type AnswerRead =
	| { readonly ok: true; readonly kind: 'camt.029' | 'pacs.004'; readonly answers: readonly ToldAnswer[] }
	| ({ readonly ok: false; readonly element: string } & Words)

const space = /^urn:iso:std:iso:20022:tech:xsd:(camt\.029|pacs\.004)\.001\.(\d{2})$/

/** What the bank answered, one for each transaction the file speaks of. Whatever envelope is around it. */
export function readAnswers(bytes: Uint8Array): AnswerRead {
	try {
		const root = readXml(decode(bytes))
		const document = root.name === 'Document' ? root : find(root, 'Document')
		const named = document === null ? null : space.exec(document.space)
		if (document === null || named === null)
			throw new AnswerFault(
				document?.path ?? root.path,
				'It is neither a camt.029 nor a pacs.004 of ISO 20022.',
				'不是 ISO 20022 的 camt.029 或 pacs.004 报文。',
			)
		const camt = named[1] === 'camt.029'
		const answers = camt ? readCamt029(document) : readPacs004(document)
		return { ok: true, kind: camt ? 'camt.029' : 'pacs.004', answers }
	} catch (error) {
		if (error instanceof AnswerFault || error instanceof XmlFault)
			return { ok: false, element: error.element, en: error.message, zh: error.zh }
		throw error
	}
}
