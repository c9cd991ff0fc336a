import { setLanguage, useLanguage } from '../words.ts'

/** A residents' page in its other language, one press away; the button speaks that language. */
export function OtherLanguage() {
	const other = useLanguage() === 'zh' ? 'en' : 'zh'
	return (
		<button type="button" lang={other === 'en' ? 'en' : 'zh-CN'} onClick={() => void setLanguage(other)}>
			{other === 'en' ? 'English' : '中文'}
		</button>
	)
}
